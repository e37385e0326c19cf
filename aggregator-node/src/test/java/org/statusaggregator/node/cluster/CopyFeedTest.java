package org.statusaggregator.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.roster.RosterStore;
import org.statusaggregator.node.support.FreePorts;
import org.statusaggregator.node.support.TestCic;

/** Members are told of changes by their own copies, and by events where they have none. Real members in one process, without TLS. */
class CopyFeedTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private final List<ClusterMember> members = new ArrayList<>();
    private final List<Heard> heard = new ArrayList<>();

    /** What a member's view would hear. */
    private static final class Heard implements RosterStore.Listener {
        final Queue<RosterChange> changes = new ConcurrentLinkedQueue<>();
        final Queue<String> hints = new ConcurrentLinkedQueue<>();

        @Override
        public void changed(RosterChange change) {
            changes.add(change);
        }

        @Override
        public void mayHaveChanged(String cicServer) {
            hints.add(cicServer);
        }

        List<String> rowsOf(String cicServer) {
            return changes.stream()
                    .filter(change -> change.header().cicServer().equals(cicServer))
                    .flatMap(change -> change.rows().stream())
                    .map(Row::toString)
                    .toList();
        }
    }

    private void join(int count) {
        List<Integer> ports =
                Stream.generate(FreePorts::next).distinct().limit(count).toList();
        List<String> addresses = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        for (int i = 0; i < count; i++) {
            String name = "sa" + (i + 1);
            MemberSettings settings = new MemberSettings(
                    "feed " + ports, name, name, "test", "127.0.0.1", ports.get(i), addresses, Duration.ofSeconds(8));
            members.add(ClusterMember.join(settings, Hazelcast::newHazelcastInstance));
            Heard listener = new Heard();
            members.get(i).rosters().listen(listener);
            heard.add(listener);
        }
        await().atMost(SOON)
                .until(() -> members.stream().allMatch(ClusterMember::isReplicated)
                        && members.stream().allMatch(member -> member.members().size() == count));
    }

    @AfterEach
    void leave() {
        members.forEach(ClusterMember::close);
    }

    @Test
    void withTwoMembersEachIsToldTheChangesThemselvesInOrderAndNothingElse() {
        join(2);
        for (String name : List.of("cic1", "cic2", "cic3", "cic4")) {
            TestCic cic = new TestCic(name, members.get(0).rosters());
            cic.open().toCompletableFuture().join();
            cic.snapshot(cic.user("ann", "Available")).toCompletableFuture().join();
            cic.publish(cic.user("bob", "Available"), TestCic.removal("ann"))
                    .toCompletableFuture()
                    .join();

            for (Heard listener : heard) {
                await().atMost(SOON).untilAsserted(() -> assertThat(listener.rowsOf(name))
                        .containsExactly(
                                "ann ann@example.com 1.1 ON REPORTED",
                                "bob bob@example.com 1.2 ON REPORTED",
                                "ann ann@example.com 1.3 REMOVED REPORTED"));
            }
        }
        assertThat(heard).allSatisfy(listener -> assertThat(listener.hints).isEmpty());
    }

    @Test
    void withThreeMembersTheOneWithoutACopyIsToldThatSomethingChanged() {
        join(3);
        for (int i = 0; i < 12; i++) {
            TestCic cic = new TestCic("cic" + i, members.get(i % 3).rosters());
            cic.open().toCompletableFuture().join();
            heard.forEach(listener -> {
                listener.changes.clear();
                listener.hints.clear();
            });
            await().atMost(SOON).untilAsserted(() -> {
                cic.publish(cic.user("ann", "Available")).toCompletableFuture().join();
                assertThat(heard)
                        .allMatch(listener ->
                                !listener.rowsOf(cic.name()).isEmpty() || listener.hints.contains(cic.name()));
            });
            assertThat(heard.stream()
                            .filter(listener -> !listener.rowsOf(cic.name()).isEmpty()))
                    .as("members that hold " + cic.name())
                    .hasSize(2);
        }
    }

    @Test
    void rowsOfOneUserShareTheirTextsInTheCopyAndInWhatIsTold() {
        join(2);
        TestCic cic = new TestCic("cic1", members.get(0).rosters());
        cic.open().toCompletableFuture().join();
        cic.snapshot(cic.user("ann", "Available")).toCompletableFuture().join();
        cic.publish(cic.user("ann", "At Lunch")).toCompletableFuture().join();

        for (Heard listener : heard) {
            await().atMost(SOON).until(() -> listener.rowsOf("cic1").size() == 2);
            List<Row> rows = listener.changes.stream()
                    .flatMap(change -> change.rows().stream())
                    .toList();
            assertThat(rows.get(1).userId()).isSameAs(rows.get(0).userId());
            assertThat(rows.get(1).email()).isSameAs(rows.get(0).email());
        }
    }
}
