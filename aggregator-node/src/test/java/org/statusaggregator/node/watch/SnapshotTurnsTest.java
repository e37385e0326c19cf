package org.statusaggregator.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.RecordingOutput;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;

/** A node that sends two snapshots at once. */
class SnapshotTurnsTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final TestCic cic = new TestCic("cic1", store);
    private final TestNode node = new TestNode("node1", store, 2);
    private final List<RecordingOutput> outputs = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void publish() {
        cic.openWith(cic.users(Watcher.BATCH * 2, "Available"));
        node.run();
    }

    private RecordingOutput watch(int takes) {
        return watch(StatusFilter.ALL, takes);
    }

    private RecordingOutput watch(StatusFilter filter, int takes) {
        RecordingOutput output = new RecordingOutput();
        output.take(takes);
        outputs.add(output);
        ids.add(node.watch(filter, output));
        return output;
    }

    private void take(int watch) {
        outputs.get(watch).take(Integer.MAX_VALUE);
        node.hub().resume(ids.get(watch));
        node.run();
    }

    private static boolean begun(RecordingOutput output) {
        return output.told().contains("SNAPSHOT_BEGIN");
    }

    @Test
    void aThirdWaitsUntilOneHasTakenItsSnapshot() {
        RecordingOutput first = watch(2);
        RecordingOutput second = watch(2);
        RecordingOutput third = watch(Integer.MAX_VALUE);
        RecordingOutput fourth = watch(Integer.MAX_VALUE);
        assertThat(begun(first)).isTrue();
        assertThat(begun(second)).isTrue();
        assertThat(third.told()).containsExactly("STARTED");

        take(1);
        assertThat(third.told()).contains("SNAPSHOT_END");
        assertThat(fourth.told()).as("its turn came when the third had all").contains("SNAPSHOT_END");
        assertThat(third.rows()).hasSize(Watcher.BATCH * 2);
    }

    @Test
    void whoWaitsGetsSignsOfLifeWithoutAToken() {
        watch(2);
        watch(2);
        RecordingOutput third = watch(Integer.MAX_VALUE);
        node.loop().advance(Duration.ofMillis(1_600));
        assertThat(third.told()).containsExactly("STARTED", "PROGRESS");
        assertThat(third.token()).isEmpty();
    }

    @Test
    void changesWhileSomebodyWaitsAreInTheSnapshot() {
        watch(2);
        watch(2);
        RecordingOutput third = watch(Integer.MAX_VALUE);
        cic.publish(cic.user("u0", "At Lunch"));
        node.run();
        assertThat(third.rows()).isEmpty();
        take(0);
        assertThat(third.rows()).contains("cic1/u0 At Lunch");
    }

    @Test
    void whoTakesNothingLosesTheTurnAndKeepsTheSnapshot() {
        RecordingOutput first = watch(2);
        watch(2);
        RecordingOutput third = watch(Integer.MAX_VALUE);
        node.loop().advance(Duration.ofSeconds(4));
        assertThat(third.told()).contains("SNAPSHOT_END");
        take(0);
        assertThat(first.told()).contains("SNAPSHOT_END");
        assertThat(first.rows()).hasSize(Watcher.BATCH * 2);
    }

    @Test
    void whoGoesMakesPlace() {
        watch(2);
        watch(2);
        RecordingOutput third = watch(Integer.MAX_VALUE);
        node.hub().close(ids.get(0));
        node.run();
        assertThat(third.told()).contains("SNAPSHOT_END");
    }

    @Test
    void whoResumesDoesNotWait() {
        RecordingOutput all = watch(Integer.MAX_VALUE);
        watch(2);
        watch(2);
        RecordingOutput resumed = new RecordingOutput();
        node.resume(StatusFilter.ALL, all.token(), resumed);
        assertThat(resumed.told()).contains("STARTED", "CIC_SERVER cic1 LIVE");
    }

    @Test
    void whoWaitedForItsTurnFollowsTheAddressesThatItHasThen() {
        RecordingOutput first = watch(TestNode.emails("u5@example.com"), 2);
        RecordingOutput second = watch(2);
        RecordingOutput waiting = new RecordingOutput();
        String id = node.watch(TestNode.emails("u1@example.com", "u2@example.com"), waiting);
        var updated = node.hub().update(id, TestNode.ADMIN, Set.of("u3@example.com"), Set.of("u1@example.com"));
        node.run();
        assertThat(updated).isCompletedWithValue(OptionalInt.of(2));
        assertThat(waiting.told()).containsExactly("STARTED");

        take(0);
        waiting.clear();
        cic.publish(cic.user("u1", "x"), cic.user("u2", "y"), cic.user("u3", "z"));
        node.run();
        assertThat(waiting.told()).containsExactly("cic1/u2 y", "cic1/u3 z");
        assertThat(begun(first) && begun(second)).isTrue();
    }

    @Test
    void whoLeavesBeforeItsTurnIsForgotten() {
        watch(2);
        watch(2);
        RecordingOutput gone = new RecordingOutput();
        node.hub().close(node.watch(TestNode.emails("u1@example.com"), gone));
        node.run();

        take(0);
        cic.publish(cic.user("u1", "x"));
        node.run();
        assertThat(gone.told()).containsExactly("STARTED");
        var reports = node.hub().reports();
        node.run();
        assertThat(reports.join()).hasSize(2);
    }
}
