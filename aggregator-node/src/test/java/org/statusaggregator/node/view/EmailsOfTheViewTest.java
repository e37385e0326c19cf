package org.statusaggregator.node.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.ManualLoop;
import org.statusaggregator.node.support.TestCic;

/** {@link StatusView#find} finds what the rows say, after whatever happened to them. */
class EmailsOfTheViewTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final ManualLoop loop = new ManualLoop();
    private final StatusView view = new StatusView(store, loop);
    private final TestCic cic = new TestCic("cic1", store);

    private List<String> users(String email) {
        return view.find(email).stream()
                .map(found -> found.roster().cicServer() + "/" + found.row().userId())
                .sorted()
                .toList();
    }

    @Test
    void anAddressOfTwoCicServersHasTwoRows() {
        TestCic other = new TestCic("cic2", store);
        cic.openWith(cic.user("ann", "Available"));
        other.openWith(other.user("ann", "Gone Home"));
        loop.run();

        assertThat(users("ann@example.com")).containsExactly("cic1/ann", "cic2/ann");
        assertThat(users("nobody@example.com")).isEmpty();
    }

    @Test
    void anAddressOfTwoUsersHasTwoRows() {
        cic.openWith(cic.user("ann", "team@example.com", "a"), cic.user("bob", "team@example.com", "b"));
        loop.run();
        assertThat(users("team@example.com")).containsExactly("cic1/ann", "cic1/bob");

        cic.publish(TestCic.removal("ann"));
        loop.run();
        assertThat(users("team@example.com")).containsExactly("cic1/bob");
    }

    @Test
    void aMovedAddressIsFoundWhereItIsOnly() {
        cic.openWith(cic.user("ann", "Available"));
        loop.run();
        cic.publish(cic.user("ann", "married@example.com", "Available"));
        loop.run();
        assertThat(users("ann@example.com")).isEmpty();
        assertThat(users("married@example.com")).containsExactly("cic1/ann");

        cic.publish(cic.user("ann", "Available"));
        loop.run();
        assertThat(users("ann@example.com")).containsExactly("cic1/ann");
        assertThat(users("married@example.com")).isEmpty();
    }

    @Test
    void anAddressThatMovedToAndFroBetweenTwoReadsIsFound() {
        cic.openWith(cic.user("ann", "Available"));
        loop.run();
        store.deliverHints(false);
        cic.publish(cic.user("ann", "married@example.com", "Available"));
        cic.publish(cic.user("ann", "Available"));
        store.hint("cic1");
        view.round(store.cicServers());
        loop.run();

        assertThat(users("ann@example.com")).containsExactly("cic1/ann");
        assertThat(users("married@example.com")).isEmpty();
    }

    @Test
    void anAddressMayPassFromOneUserToAnother() {
        cic.openWith(cic.user("ann", "Available"));
        loop.run();
        cic.publish(cic.user("ann", "married@example.com", "a"), cic.user("bob", "ann@example.com", "b"));
        loop.run();

        assertThat(users("ann@example.com")).containsExactly("cic1/bob");
        assertThat(users("married@example.com")).containsExactly("cic1/ann");
    }

    @Test
    void aReplacedRosterLeavesNothingBehind() {
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "Available"));
        loop.run();
        InMemoryRosterStore elsewhere = new InMemoryRosterStore();
        TestCic other = new TestCic("cic1", elsewhere);
        other.open();
        other.openWith(other.user("ann", "married@example.com", "Available"), other.user("eve", "Available"));
        store.replace(elsewhere.roster("cic1"));
        loop.run();

        assertThat(users("ann@example.com")).isEmpty();
        assertThat(users("bob@example.com")).isEmpty();
        assertThat(users("married@example.com")).containsExactly("cic1/ann");
        assertThat(users("eve@example.com")).containsExactly("cic1/eve");
    }

    @Test
    void itAgreesWithTheRowsAfterRandomChanges() {
        for (int seed = 0; seed < 60; seed++) {
            InMemoryRosterStore rows = new InMemoryRosterStore();
            ManualLoop queue = new ManualLoop();
            StatusView follower = new StatusView(rows, queue);
            TestCic publisher = new TestCic("cic1", rows);
            publisher.open();
            Random random = new Random(seed);
            for (int step = 0; step < 120; step++) {
                String id = "u" + random.nextInt(5);
                String email = "a" + random.nextInt(5) + "@example.com";
                switch (random.nextInt(10)) {
                    case 0 -> publisher.publish(TestCic.removal(id));
                    case 1 -> publisher.snapshot(publisher.user(id, email, "s" + step));
                    case 2 -> publisher.open();
                    default -> publisher.publish(publisher.user(id, email, "k" + step));
                }
                if (random.nextInt(3) == 0) {
                    queue.run();
                    assertFindsExactlyTheRows(follower, "seed " + seed + " step " + step);
                }
            }
        }
    }

    private static void assertFindsExactlyTheRows(StatusView follower, String when) {
        RosterView roster = Objects.requireNonNull(follower.roster("cic1"));
        Map<String, Integer> expected = new TreeMap<>();
        Map<String, Integer> found = new TreeMap<>();
        for (int i = 0; i < 5; i++) {
            String email = "a" + i + "@example.com";
            expected.put(email, 0);
            found.put(email, follower.find(email).size());
        }
        for (Row row : roster.rows().after(0, Integer.MAX_VALUE)) {
            if (!row.isRemoved()) {
                expected.merge(row.email(), 1, Integer::sum);
                assertThat(follower.find(row.email())).as(when).contains(new StatusView.Found(roster, row));
            }
        }
        assertThat(found).as(when).isEqualTo(expected);
    }
}
