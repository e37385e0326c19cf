package org.statusaggregator.node.web.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;
import org.statusaggregator.node.watch.WatchReport;
import org.statusaggregator.node.watch.WatchRequest;
import org.statusaggregator.node.watch.WatcherState;
import org.statusaggregator.node.web.http.Stream;

/** A watch whose messages leave as events, on a connection that the test holds back. */
class SseOutputTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final TestCic cic = new TestCic("cic1", store);
    private final Connection connection = new Connection();
    private TestNode node;
    private boolean live = true;
    private int closed;

    /** Takes one write, and the next one when the test says so. */
    private static final class Connection implements Stream {
        final StringBuilder taken = new StringBuilder();
        final List<Consumer<@Nullable Throwable>> open = new ArrayList<>();
        int writes;
        boolean holds;
        boolean ended;

        @Nullable Throwable failure;

        @Override
        public void write(byte[] bytes, Consumer<@Nullable Throwable> done) {
            assertThat(open).as("one write at a time").isEmpty();
            writes++;
            taken.append(new String(bytes, StandardCharsets.UTF_8));
            if (holds) {
                open.add(done);
            } else {
                done.accept(null);
            }
        }

        void release(@Nullable Throwable with) {
            List<Consumer<@Nullable Throwable>> waiting = List.copyOf(open);
            open.clear();
            waiting.forEach(done -> done.accept(with));
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void fail(Throwable with) {
            failure = with;
        }

        long events(String what) {
            return taken.toString().lines().filter(line -> line.contains(what)).count();
        }
    }

    @BeforeEach
    void publish() {
        cic.openWith(cic.user("a", "Available"), cic.user("b", "Available"));
        node = new TestNode("node1", store);
    }

    private void open(boolean once, Set<String> visible, StatusFilter filter) {
        SseStreams streams = new SseStreams(node.hub(), Runnable::run);
        streams.open(
                node.hub().newId(),
                new WatchRequest(TestNode.ADMIN, filter, null, true, 0),
                connection,
                new SseStreams.Reader(
                        email -> visible.isEmpty() || visible.contains(email), () -> live, once, () -> closed++));
        node.run();
    }

    private List<WatchReport> watches() {
        var reports = node.hub().reports();
        node.run();
        return reports.join();
    }

    private void change(String key) {
        cic.publish(cic.user("a", key));
        node.run();
    }

    @Test
    void aSnapshotAndAChangeAreEventsWithTheTokenAsId() {
        open(false, Set.of(), StatusFilter.ALL);
        change("Gone Home");

        assertThat(connection.taken.toString())
                .startsWith("event: started\ndata: {\"watchId\":\"")
                .contains("event: snapshotBegin\ndata: {}\n\n")
                .contains("data: {\"cicServer\":\"cic1\",\"userId\":\"a\"")
                .containsPattern("id: [\\w-]+\nevent: snapshotEnd\ndata: \\{}\n\n")
                .contains("event: cicServer\ndata: {\"cicServer\":\"cic1\",\"state\":\"LIVE\"}\n\n")
                .endsWith("\"source\":\"REPORTED\"}\n\n");
        assertThat(connection.events("Gone Home")).isEqualTo(1);
    }

    @Test
    void whileTheConnectionTakesNothingChangesPileUpNowhereAndTheLastOneArrives() {
        open(false, Set.of(), StatusFilter.ALL);
        connection.holds = true;
        for (int i = 0; i < 2_000; i++) {
            change("key " + i);
        }
        assertThat(connection.writes).as("one write is under way").isLessThan(10);
        assertThat(watches()).singleElement().satisfies(report -> {
            assertThat(report.state()).isEqualTo(WatcherState.LAGGING);
            assertThat(report.delivered()).as("what waits here is bounded").isLessThan(1_500);
        });

        connection.holds = false;
        connection.release(null);
        node.run();

        assertThat(connection.taken.toString()).contains("\"key 1999\"");
        assertThat(watches().get(0).state()).isEqualTo(WatcherState.CURRENT);
        assertThat(connection.events("\"userId\":\"a\""))
                .as("the others were skipped")
                .isLessThan(1_500);
    }

    @Test
    void aBrokenConnectionEndsTheWatchOnce() {
        open(false, Set.of(), StatusFilter.ALL);
        connection.holds = true;
        change("Gone Home");
        connection.release(new IOException("gone"));
        node.run();

        assertThat(watches()).isEmpty();
        assertThat(closed).isEqualTo(1);
        assertThat(connection.failure).hasMessage("gone");
        change("Available");
        assertThat(connection.events("Available")).as("only the snapshot").isEqualTo(2);
    }

    @Test
    void whoWantsEverythingOnceIsSentAwayAfterTheSnapshot() {
        open(true, Set.of(), StatusFilter.ALL);
        node.run();

        assertThat(connection.taken.toString()).contains("event: snapshotEnd");
        assertThat(connection.ended).isTrue();
        assertThat(watches()).isEmpty();
    }

    @Test
    void whomTheReaderMayNotSeeIsNeverTold() {
        open(false, Set.of("b@example.com"), StatusFilter.ALL);
        change("Gone Home");
        cic.publish(TestCic.removal("a"));
        node.run();

        assertThat(connection.taken.toString()).contains("b@example.com").doesNotContain("a@example.com");
    }

    @Test
    void aStreamEndsWithItsSession() {
        open(false, Set.of(), StatusFilter.ALL);
        live = false;
        change("Gone Home");
        node.run();

        assertThat(connection.ended).isTrue();
        assertThat(connection.taken.toString()).doesNotContain("Gone Home");
        assertThat(closed).isEqualTo(1);
        assertThat(watches()).isEmpty();
    }

    @Test
    void aNodeThatStopsSaysWhereToGo() {
        open(false, Set.of(), StatusFilter.ALL);
        node.hub().drain(List.of("sa2"), "stopping");
        node.run();

        assertThat(connection.taken.toString())
                .endsWith("event: goAway\ndata: {\"hosts\":[\"sa2\"],\"reason\":\"stopping\"}\n\n");
        assertThat(connection.ended).isTrue();
    }
}
