package org.statusaggregator.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterAnswer;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.roster.RosterStore;
import org.statusaggregator.node.roster.RosterStoreContract;
import org.statusaggregator.node.support.FreePorts;
import org.statusaggregator.node.support.TestCic;

/** The real store: two members in one process, without TLS. */
class HazelcastRosterStoreTest extends RosterStoreContract {
    private static final int PORT_1 = FreePorts.next();
    private static final int PORT_2 = FreePorts.next();
    private static ClusterMember first;
    private static ClusterMember second;

    @BeforeAll
    static void join() {
        first = member("sa1", PORT_1);
        second = member("sa2", PORT_2);
        await().atMost(Duration.ofSeconds(30)).until(() -> first.isReplicated() && second.isReplicated());
    }

    @AfterAll
    static void leave() {
        second.close();
        first.close();
    }

    private static ClusterMember member(String name, int port) {
        MemberSettings settings = new MemberSettings(
                "contract",
                name,
                name,
                "test",
                "127.0.0.1",
                port,
                List.of("127.0.0.1:" + PORT_1, "127.0.0.1:" + PORT_2),
                Duration.ofSeconds(8));
        return ClusterMember.join(settings, Hazelcast::newHazelcastInstance);
    }

    @Override
    protected RosterStore here() {
        return first.rosters();
    }

    @Override
    protected RosterStore there() {
        return second.rosters();
    }

    @Override
    protected int copies() {
        return 2;
    }

    @Test
    void theMembersKnowEachOtherByTheirNames() {
        assertThat(first.members()).extracting(MemberInfo::name).containsExactly("sa1", "sa2");
        assertThat(first.members()).extracting(MemberInfo::local).containsExactly(true, false);
        assertThat(second.members()).extracting(MemberInfo::oldest).containsExactly(true, false);
        assertThat(first.isMember("sa2")).isTrue();
        assertThat(first.isMember("sa3")).isFalse();
        assertThat(first.isOldest()).isTrue();
        assertThat(second.isOldest()).isFalse();
    }

    @Test
    void whatIsAcknowledgedSurvivesTheLossOfEitherMember() {
        int port = FreePorts.next();
        int otherPort = FreePorts.next();
        List<String> members = List.of("127.0.0.1:" + port, "127.0.0.1:" + otherPort);
        ClusterMember stays = lonely("stays", port, members, Hazelcast::newHazelcastInstance);
        HazelcastInstance[] doomed = new HazelcastInstance[1];
        ClusterMember goes =
                lonely("goes", otherPort, members, config -> doomed[0] = Hazelcast.newHazelcastInstance(config));
        try (stays) {
            await().atMost(Duration.ofSeconds(30)).until(() -> stays.isReplicated() && goes.isReplicated());
            TestCic[] cics = new TestCic[20];
            for (int i = 0; i < cics.length; i++) {
                cics[i] = new TestCic("survivor-" + i, goes.rosters());
                cics[i].open().toCompletableFuture().join();
                cics[i].snapshot(cics[i].users(30, "Available"))
                        .toCompletableFuture()
                        .join();
                RosterStore.Outcome outcome = cics[i].publish(cics[i].user("u1", "last"), TestCic.removal("u2"))
                        .toCompletableFuture()
                        .join();
                assertThat(outcome).isEqualTo(new RosterStore.Outcome(new RosterAnswer(null, 1, 32, 2), 2));
            }
            doomed[0].getLifecycleService().terminate();

            for (TestCic cic : cics) {
                List<Row> rows = read(stays.rosters(), cic.name()).rows();
                assertThat(rows).as(cic.name()).hasSize(30);
                assertThat(rows.get(28)).hasToString("u1 u1@example.com 1.31 ON REPORTED");
                assertThat(rows.get(29)).hasToString("u2 u2@example.com 1.32 REMOVED REPORTED");
            }
            TestCic next = new TestCic("after", stays.rosters());
            assertThat(next.open().toCompletableFuture().join().copies()).isEqualTo(1);
            assertThat(stays.isReplicated()).isFalse();
        }
    }

    /** As a view does: a read that failed is repeated. */
    private static RosterDelta read(RosterStore store, String cicServer) {
        return Objects.requireNonNull(await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(
                        () -> store.read(cicServer, Position.START, 100)
                                .toCompletableFuture()
                                .join(),
                        Objects::nonNull));
    }

    private static ClusterMember lonely(
            String name, int port, List<String> members, Function<Config, HazelcastInstance> starter) {
        MemberSettings settings =
                new MemberSettings("survival", name, name, "test", "127.0.0.1", port, members, Duration.ofSeconds(8));
        return ClusterMember.join(settings, starter);
    }

    @Test
    void aStoreThatIsStoppedAnswersWithAnErrorAndNotWithSilence() {
        int port = FreePorts.next();
        ClusterMember member = lonely("stopped", port, List.of("127.0.0.1:" + port), Hazelcast::newHazelcastInstance);
        RosterStore store = member.rosters();
        TestCic cic = new TestCic("cic1", store);
        cic.open().toCompletableFuture().join();
        member.close();

        assertThatThrownBy(() -> cic.keepAlive().toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> store.read("cic1", Position.START, 10)
                        .toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(CompletionException.class);
    }
}
