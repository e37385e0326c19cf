package org.statusaggregator.node.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.ManualLoop;
import org.statusaggregator.node.support.TestCic;

/** Watchers that are sent the same rows are sent the same bytes, which are made once. */
class BatchesTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final ManualLoop loop = new ManualLoop();
    private final StatusView view = new StatusView(store, loop);
    private final TestCic cic = new TestCic("cic1", store);

    @Test
    void aReaderWhoFollowsAnotherOneIsGivenTheSameBatches() {
        cic.openWith(cic.users(3 * RosterView.BATCH, "Available"));
        loop.run();

        List<RosterView.Batch> first = readAll();
        List<RosterView.Batch> second = readAll();

        assertThat(first).extracting(RosterView.Batch::size).containsExactly(512, 512, 512);
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

    @Test
    void ofManyBatchesTheLastAreShared() {
        cic.openWith(cic.users(6 * RosterView.BATCH, "Available"));
        loop.run();
        List<RosterView.Batch> first = readAll();

        assertThat(after(first.get(4))).isSameAs(first.get(5));
        assertThat(after(first.get(1))).isSameAs(first.get(2));
        RosterView.Batch anew = after(first.get(0));
        assertThat(anew).isNotSameAs(first.get(1));
        assertThat(anew.message()).isEqualTo(first.get(1).message());
    }

    private RosterView.Batch after(RosterView.Batch batch) {
        return Objects.requireNonNull(view.roster("cic1")).batchAfter(batch.through());
    }

    private List<RosterView.Batch> readAll() {
        RosterView roster = Objects.requireNonNull(view.roster("cic1"));
        List<RosterView.Batch> batches = new ArrayList<>();
        for (long after = 0; after < roster.end(); ) {
            RosterView.Batch batch = roster.batchAfter(after);
            batches.add(batch);
            after = batch.through();
        }
        return batches;
    }
}
