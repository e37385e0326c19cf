package org.statusaggregator.node.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;

/** Changes a second over the last hour. */
class RatesTest {
    @Test
    void eachStretchCountsItsChangesAndTheOldestIsForgotten() {
        InMemoryRosterStore store = new InMemoryRosterStore();
        TestCic cic = new TestCic("cic1", store);
        cic.openWith(cic.user("a", "Available"));
        TestNode node = new TestNode("node1", store);
        Rates rates = new Rates(node.view(), node.loop());
        rates.sample();
        assertThat(rates.perSecond()).as("nothing to compare with").isEmpty();

        for (int i = 0; i < 40; i++) {
            cic.publish(cic.user("a", "key " + i));
        }
        node.run();
        rates.sample();
        rates.sample();

        assertThat(rates.perSecond()).containsExactly(2.0, 0.0);
        for (int i = 0; i < 179; i++) {
            rates.sample();
        }
        assertThat(rates.perSecond()).hasSize(180).containsOnly(0.0);
    }
}
