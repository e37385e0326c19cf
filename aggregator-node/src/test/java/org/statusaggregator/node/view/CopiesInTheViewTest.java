package org.statusaggregator.node.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Roster;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.ManualLoop;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.WatcherModel;

/** Where a copy of the roster is, its changes go straight into the view, and anything that does not fit is read. */
class CopiesInTheViewTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final ManualLoop loop = new ManualLoop();
    private final StatusView view = new StatusView(store, loop);
    private final TestCic cic = new TestCic("cic1", store);
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void open() {
        store.copiesHere(true);
        cic.openWith(cic.user("u1", "Available"), cic.user("u2", "Available"));
        loop.run();
        view.listen(roster -> told.add(roster.cicServer()));
    }

    private void assertViewEqualsStore() {
        RosterView roster = Objects.requireNonNull(view.roster("cic1"));
        Roster held = store.roster("cic1");
        assertThat(WatcherModel.of("cic1", roster.rows())).isEqualTo(WatcherModel.of("cic1", held.rows()));
        assertThat(roster.header()).isEqualTo(held.header());
        assertThat(roster.shown()).isEqualTo(held.header().end());
    }

    @Test
    void aChangeIsTakenWithoutARead() {
        int reads = store.reads();
        cic.publish(cic.user("u1", "At Lunch"));
        loop.run();
        cic.publish(TestCic.removal("u2"), cic.user("u3", "Available"));
        cic.keepAlive();
        loop.run();

        assertThat(store.reads()).isEqualTo(reads);
        assertViewEqualsStore();
        assertThat(view.find("u3@example.com")).hasSize(1);
        assertThat(view.find("u2@example.com")).isEmpty();
    }

    @Test
    void whatGathersIsToldOnce() {
        for (int i = 0; i < 50; i++) {
            cic.publish(cic.user("u1", "key " + i));
        }
        loop.run();

        assertThat(told).containsExactly("cic1");
        assertViewEqualsStore();
    }

    @Test
    void aChangeThatDoesNotFollowIsRead() {
        int reads = store.reads();
        store.deliverHints(false);
        cic.publish(cic.user("u1", "missed"));
        store.deliverHints(true);
        cic.publish(cic.user("u2", "not missed"));
        loop.run();

        assertThat(store.reads()).isEqualTo(reads + 1);
        assertViewEqualsStore();
    }

    @Test
    void changesDuringAReadFollowWhatItBrings() {
        store.deliverHints(false);
        cic.publish(cic.user("u1", "missed"));
        store.deliverHints(true);
        store.holdReads(true);
        cic.publish(cic.user("u2", "causes the read"));
        loop.run();
        int reads = store.reads();
        cic.publish(cic.user("u1", "early"));
        cic.publish(cic.user("u2", "early"));
        loop.run();
        store.answerReads();
        loop.run();

        assertThat(store.reads()).as("no further read").isEqualTo(reads);
        assertViewEqualsStore();
    }

    @Test
    void whatTheReadBroughtAlreadyIsNotTakenBack() {
        store.holdReads(true);
        store.hint("cic1");
        cic.publish(cic.user("u1", "older"));
        cic.publish(cic.user("u1", "newer"));
        loop.run();
        cic.keepAlive();
        store.answerReads();
        loop.run();

        assertViewEqualsStore();
        assertThat(told).isNotEmpty();
    }

    @Test
    void moreChangesDuringAReadThanAreKeptAreRead() {
        store.holdReads(true);
        store.hint("cic1");
        loop.run();
        for (int i = 0; i < 200; i++) {
            cic.publish(cic.user("u1", "key " + i));
        }
        loop.run();
        store.holdReads(false);
        store.answerReads();
        loop.run();

        assertViewEqualsStore();
    }

    @Test
    void aChangeOfMoreRowsThanAReadIsRead() {
        int reads = store.reads();
        cic.publish(cic.users(RosterPuller.LIMIT + 1, "Available"));
        loop.run();

        assertThat(store.reads()).isGreaterThan(reads);
        assertViewEqualsStore();
    }

    @Test
    void aViewThatCannotKeepUpReadsInsteadOfGatheringMoreAndMore() {
        int reads = store.reads();
        cic.publish(cic.users(1_000, "Available"));
        for (int i = 0; i < 2 * ChangeInbox.ROWS / 1_000; i++) {
            cic.publish(cic.users(1_000, "key " + i));
        }
        assertThat(loop.waiting()).as("tasks, however many changes").isEqualTo(1);
        loop.run();

        assertThat(store.reads()).isEqualTo(reads + 1);
        assertViewEqualsStore();
    }

    @Test
    void theEndOfASessionAndTheNextOneAreTaken() {
        int reads = store.reads();
        cic.close();
        loop.run();
        assertViewEqualsStore();
        cic.openWith(cic.user("u1", "Available"));
        loop.run();

        assertThat(store.reads()).isEqualTo(reads);
        assertViewEqualsStore();
    }
}
