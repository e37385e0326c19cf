package org.statusaggregator.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.v1.Resync;
import org.statusaggregator.v1.SnapshotBegin;
import org.statusaggregator.v1.SnapshotEnd;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchResponse;

/** What the judge's reader makes of a watch: each test that finds something plays a node with a fault. */
class HeldTest {
    private static final long PUBLISHED = 100;

    private History history;
    private Violations violations;
    private Held held;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        history = History.in(folder.resolve("history.log"));
        violations = new Violations(history);
        held = new Held("reader", name -> name.equals("cic1") ? PUBLISHED : -1, violations, history);
        held.streamBegins();
    }

    @AfterEach
    void end() {
        history.close();
    }

    private static Status row(String user, long epoch, long sequence, String detail) {
        return Status.newBuilder()
                .setCicServer("cic1")
                .setUserId(user)
                .setEmail(user + "@example.com")
                .setStatusKey("Available")
                .setDetail(detail)
                .setLogonServer("cic1")
                .setEpoch(epoch)
                .setSequence(sequence)
                .build();
    }

    private void rows(Status... rows) {
        held.take(WatchResponse.newBuilder().addAllStatuses(List.of(rows)).build());
    }

    private List<String> found(Promise promise) {
        return violations.first().stream()
                .filter(violation -> violation.promise() == promise)
                .map(Violations.Violation::sentence)
                .toList();
    }

    @Test
    void aStepBackOnAStreamIsFound() {
        rows(row("cic1-u1", 2, 7, "cic1:3"), row("cic1-u1", 2, 6, "cic1:2"));
        assertThat(found(Promise.ORDER)).singleElement().asString().contains("cic1-u1", "reader");
    }

    @Test
    void anOlderEpochIsAStepBackWhateverTheSequence() {
        rows(row("cic1-u1", 2, 7, "cic1:3"), row("cic1-u1", 1, 8, "cic1:4"));
        assertThat(found(Promise.ORDER)).hasSize(1);
    }

    @Test
    void anotherStreamBeginsAnew() {
        rows(row("cic1-u1", 2, 7, "cic1:3"));
        held.streamBegins();
        rows(row("cic1-u1", 2, 6, "cic1:2"));
        assertThat(violations.isEmpty()).isTrue();
    }

    @Test
    void aStatusOfSomebodyElseIsFound() {
        rows(row("cic2-u1", 1, 1, "cic1:3"));
        rows(row("cic1-u1", 1, 2, "cic2:3"));
        assertThat(found(Promise.ATTRIBUTION)).hasSize(2);
    }

    @Test
    void aStatusThatNobodyPublishedIsFound() {
        rows(row("cic1-u1", 1, 1, "cic1:" + (PUBLISHED + 1)));
        rows(row("cic1-u1", 1, 2, "made up"));
        assertThat(found(Promise.ATTRIBUTION)).hasSize(2);
    }

    @Test
    void aResyncDropsWhoIsNotMentioned() {
        rows(row("cic1-u1", 1, 1, "cic1:1"), row("cic1-u2", 1, 2, "cic1:2"));
        Resync cic1 = Resync.newBuilder().setCicServer("cic1").build();
        held.take(WatchResponse.newBuilder().setResyncBegin(cic1).build());
        rows(row("cic1-u2", 2, 3, "cic1:3"));
        held.take(WatchResponse.newBuilder().setResyncEnd(cic1).build());
        assertThat(held.values("cic1")).containsOnlyKeys("cic1-u2");
    }

    @Test
    void aSnapshotDropsWhoIsNotMentioned() {
        rows(row("cic1-u1", 1, 1, "cic1:1"), row("cic1-u2", 1, 2, "cic1:2"));
        held.streamBegins();
        held.take(WatchResponse.newBuilder()
                .setSnapshotBegin(SnapshotBegin.getDefaultInstance())
                .build());
        rows(row("cic1-u1", 1, 1, "cic1:1"));
        held.take(WatchResponse.newBuilder()
                .setSnapshotEnd(SnapshotEnd.getDefaultInstance())
                .build());
        assertThat(held.values("cic1")).containsOnlyKeys("cic1-u1");
    }

    @Test
    void aRemovedUserIsGone() {
        rows(row("cic1-u1", 1, 1, "cic1:1"));
        rows(row("cic1-u1", 1, 2, "").toBuilder().setRemoved(true).build());
        assertThat(held.values("cic1")).isEmpty();
        assertThat(held.versions()).isEqualTo(Map.of());
        assertThat(held.rowsOf("cic1")).isEqualTo(2);
    }
}
