package org.statusaggregator.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.RecordingOutput;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;
import org.statusaggregator.node.support.WatcherModel;

/** A watcher that does not take what there is: it costs nothing, skips what is outdated, and gets the last value. */
class SlowWatcherTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final TestNode node = new TestNode("node1", store);
    private final TestCic cic = new TestCic("cic1", store);
    private final RecordingOutput output = new RecordingOutput();

    @Test
    void itGetsTheLastValueOnlyAndIsLaggingMeanwhile() {
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "Available"));
        node.run();
        String id = node.watch(output);
        output.clear();
        output.take(0);
        for (int i = 0; i < 100; i++) {
            cic.publish(cic.user("ann", "key " + i));
            node.run();
        }
        cic.publish(cic.user("bob", "Gone Home"));
        node.run();
        assertThat(output.told()).isEmpty();
        assertThat(node.report(id).state()).isEqualTo(WatcherState.LAGGING);

        node.ready(id, output);
        assertThat(output.told()).containsExactly("cic1/ann key 99", "cic1/bob Gone Home");
        assertThat(node.report(id).state()).isEqualTo(WatcherState.CURRENT);
    }

    @Test
    void itDelaysNobodyElse() {
        RecordingOutput fast = new RecordingOutput();
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        output.take(0);
        node.watch(output);
        node.watch(fast);
        fast.clear();
        cic.publish(cic.user("ann", "At Lunch"));
        node.run();

        assertThat(fast.told()).containsExactly("cic1/ann At Lunch");
    }

    @Test
    void whatItHasNotTakenIsNotSentBeyondOneMessage() {
        cic.openWith(cic.users(Watcher.BATCH * 10, "Available"));
        node.run();
        output.take(4);
        node.watch(output);

        assertThat(output.messages()).hasSize(4);
        assertThat(output.rows()).hasSize(2 * Watcher.BATCH);
    }

    @Test
    void aSnapshotInManyPiecesEndsComplete() {
        cic.openWith(cic.users(Watcher.BATCH * 3 + 7, "Available"));
        TestCic other = new TestCic("cic2", store);
        other.openWith(other.users(Watcher.BATCH + 1, "At Lunch"));
        node.run();
        output.take(1);
        String id = node.watch(output);
        for (int i = 0; i < 12; i++) {
            cic.publish(cic.user("u" + i, "changed " + i));
            output.take(1);
            node.hub().resume(id);
            node.run();
        }
        node.ready(id, output);

        WatcherModel model = new WatcherModel();
        output.messages().forEach(model::take);
        var expected = WatcherModel.of("cic1", store.roster("cic1").rows());
        expected.putAll(WatcherModel.of("cic2", store.roster("cic2").rows()));
        assertThat(model.holds()).isEqualTo(expected);
        assertThat(output.told()).containsOnlyOnce("SNAPSHOT_BEGIN", "SNAPSHOT_END");
    }

    @Test
    void noSignOfLifePilesUpForIt() {
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        output.take(0);
        node.watch(output);
        output.clear();
        node.loop().advance(Duration.ofMinutes(10));

        assertThat(output.messages()).isEmpty();
    }

    @Test
    void aStateThatCameAndWentIsNotTold() {
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        String id = node.watch(output);
        output.clear();
        output.take(0);
        node.homeIsMember(false);
        node.homeIsMember(true);
        node.ready(id, output);

        assertThat(output.told()).isEmpty();
    }

    @Test
    void removalsAreNotLostOnIt() {
        cic.openWith(cic.users(3_000, "Available"));
        node.run();
        String id = node.watch(output);
        WatcherModel model = new WatcherModel();
        output.messages().forEach(model::take);
        output.clear();
        output.take(0);
        for (int round = 0; round < 4; round++) { // more removals than the roster remembers
            cic.snapshot();
            node.run();
            cic.snapshot(cic.users(10 + round, "round " + round));
            node.run();
        }
        node.ready(id, output);
        output.messages().forEach(model::take);

        assertThat(model.holds())
                .isEqualTo(WatcherModel.of("cic1", store.roster("cic1").rows()));
        assertThat(output.told()).contains("RESYNC_BEGIN cic1", "RESYNC_END cic1");
    }
}
