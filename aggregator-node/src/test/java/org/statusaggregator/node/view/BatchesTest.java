package org.statusaggregator.node.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.ManualLoop;
import org.statusaggregator.node.support.TestCic;

/** Watchers that are sent the same rows are sent the same bytes, which are made once. */
class BatchesTest {
    private static final int LIMIT = 10;

    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final ManualLoop loop = new ManualLoop();
    private final StatusView view = new StatusView(store, loop);
    private final TestCic cic = new TestCic("cic1", store);

    @Test
    void aReaderWhoFollowsAnotherOneIsGivenTheSameBatches() {
        Row[] users = new Row[3 * LIMIT];
        for (int i = 0; i < users.length; i++) {
            users[i] = cic.user("user" + i, "Available");
        }
        cic.openWith(users);
        loop.run();

        List<RosterView.Batch> first = readAll();
        List<RosterView.Batch> second = readAll();

        assertThat(first).hasSizeGreaterThanOrEqualTo(3);
        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isSameAs(first.get(i));
        }
    }

    @Test
    void aChangeEndsWhatWasShared() {
        cic.openWith(cic.user("ann", "Available"));
        loop.run();
        RosterView.Batch before = readAll().get(0);
        cic.publish(cic.user("ann", "Lunch"));
        loop.run();

        assertThat(readAll().get(0)).isNotSameAs(before);
    }

    private List<RosterView.Batch> readAll() {
        RosterView roster = Objects.requireNonNull(view.roster("cic1"));
        List<RosterView.Batch> batches = new ArrayList<>();
        for (long after = 0; after < roster.end(); ) {
            RosterView.Batch batch = roster.batchAfter(after, LIMIT);
            batches.add(batch);
            after = batch.through();
        }
        return batches;
    }
}
