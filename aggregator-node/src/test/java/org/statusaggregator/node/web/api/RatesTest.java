package org.statusaggregator.node.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;
import org.statusaggregator.node.watch.WatchReport;
import org.statusaggregator.node.watch.WatcherState;

/** Changes a second over the last hour. */
class RatesTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final TestCic cic = new TestCic("cic1", store);
    private final TestCic quiet = new TestCic("cic2", store);

    private static List<WatchReport> watch(String id, long delivered) {
        return List.of(new WatchReport(
                id, "node1", TestNode.ADMIN, WatcherState.CURRENT, 0, StatusFilter.ALL, 0, delivered, 0));
    }

    @Test
    void eachStretchCountsItsChangesAndTheOldestIsForgotten() {
        cic.openWith(cic.user("a", "Available"));
        quiet.openWith(quiet.user("b", "Available"));
        TestNode node = new TestNode("node1", store);
        Rates rates = new Rates(node.view());
        rates.sample(List.of());
        assertThat(rates.changes()).as("nothing to compare with").isEmpty();

        for (int i = 0; i < 40; i++) {
            cic.publish(cic.user("a", "key " + i));
        }
        node.run();
        rates.sample(List.of());
        rates.sample(List.of());

        assertThat(rates.changes()).containsExactly(2.0, 0.0);
        assertThat(rates.changes("cic1")).containsExactly(2.0, 0.0);
        assertThat(rates.changes("cic2")).containsExactly(0.0, 0.0);
        assertThat(rates.changes("cic3")).isEmpty();
        for (int i = 0; i < 179; i++) {
            rates.sample(List.of());
        }
        assertThat(rates.changes()).hasSize(180).containsOnly(0.0);
    }

    @Test
    void whatReadersAreSentIsCountedWithoutWhatTheyHadBefore() {
        Rates rates = new Rates(new TestNode("node1", store).view());
        rates.sample(watch("one", 500));
        rates.sample(watch("one", 900));
        rates.sample(watch("two", 60));

        assertThat(rates.delivered()).containsExactly(20.0, 3.0);
    }
}
