package org.statusaggregator.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.PublishBatch;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.core.status.RosterDigest;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.roster.HeldCopy;
import org.statusaggregator.node.support.FreePorts;
import org.statusaggregator.node.support.TestCic;

/** What owner and backup hold, read where it lies: two real members in one process, without TLS. */
class CopyReaderTest {
    private static final int CIC_SERVERS = 12;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final int[] ports = {FreePorts.next(), FreePorts.next()};
    private final List<HazelcastInstance> instances = new ArrayList<>();
    private final List<ClusterMember> members = new ArrayList<>();
    private final List<TestCic> cicServers = new ArrayList<>();

    @BeforeEach
    void twoMembersWithCicServers() {
        members.add(member("sa1", 0));
        members.add(member("sa2", 1));
        await().atMost(SOON).until(() -> members.stream().allMatch(ClusterMember::isReplicated));
        for (int i = 0; i < CIC_SERVERS; i++) {
            TestCic cic = new TestCic("cic" + i, members.get(i % 2).rosters());
            cic.open().toCompletableFuture().join();
            cic.snapshot(cic.users(20, "Available")).toCompletableFuture().join();
            cicServers.add(cic);
        }
    }

    @AfterEach
    void leave() {
        members.forEach(ClusterMember::close);
    }

    private ClusterMember member(String name, int index) {
        List<String> addresses =
                IntStream.of(ports).mapToObj(port -> "127.0.0.1:" + port).toList();
        MemberSettings settings = new MemberSettings(
                "copies " + ports[0], name, name, "test", "127.0.0.1", ports[index], addresses, Duration.ofSeconds(8));
        return ClusterMember.join(settings, config -> {
            instances.add(Hazelcast.newHazelcastInstance(config));
            return instances.get(instances.size() - 1);
        });
    }

    @Test
    void theBackupHoldsWhatTheOwnerHoldsAsSoonAsAChangeIsAcknowledged() {
        for (int round = 0; round < 10; round++) {
            for (TestCic cic : cicServers) {
                cic.publish(cic.user("u" + round, "round " + round), TestCic.removal("u" + (round + 5)))
                        .toCompletableFuture()
                        .join();
            }
            Map<String, RosterChange> owners = held(true);
            assertThat(owners).as("round " + round).hasSize(CIC_SERVERS);
            assertSame(held(false), owners);
        }
    }

    @Test
    void theBackupFollowsThroughTheEndOfASessionAndARunningSnapshot() {
        for (TestCic cic : cicServers) {
            cic.keepAlive().toCompletableFuture().join();
            cic.part(PublishBatch.Part.FIRST, cic.user("u1", "named"))
                    .toCompletableFuture()
                    .join();
        }
        assertSame(held(false), held(true));
        assertThat(held(false).values())
                .allSatisfy(copy -> assertThat(copy.mentioned()).containsExactly("u1"));
        for (TestCic cic : cicServers) {
            cic.close().toCompletableFuture().join();
        }
        assertSame(held(false), held(true));
        assertThat(held(false).values())
                .allSatisfy(copy -> assertThat(copy.header().session()).isNull());
    }

    @Test
    void afterTheLossOfTheOwnerExactlyWhatItHeldIsHeldByItsBackup() {
        for (TestCic cic : cicServers) {
            cic.publish(cic.user("u1", "last"), TestCic.removal("u2"))
                    .toCompletableFuture()
                    .join();
        }
        Map<String, RosterChange> owners = held(true);
        assertThat(copies(members.get(0)).stream().filter(HeldCopy::owner))
                .as("some are owned by the member that is lost")
                .isNotEmpty();

        instances.get(0).getLifecycleService().terminate();

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(copies(members.get(1))).hasSize(CIC_SERVERS).allMatch(HeldCopy::owner));
        Map<String, RosterChange> left = new HashMap<>();
        copies(members.get(1)).forEach(copy -> left.put(copy.state().header().cicServer(), copy.state()));
        assertSame(left, owners);
    }

    /** The owners' copies on both members, or the backups. */
    private Map<String, RosterChange> held(boolean owner) {
        Map<String, RosterChange> held = new HashMap<>();
        for (ClusterMember member : members) {
            for (HeldCopy copy : copies(member)) {
                if (copy.owner() == owner) {
                    RosterChange other = held.put(copy.state().header().cicServer(), copy.state());
                    assertThat(other).as("a second copy of the same kind").isNull();
                }
            }
        }
        return held;
    }

    private static List<HeldCopy> copies(ClusterMember member) {
        return member.copies().toCompletableFuture().join();
    }

    private static void assertSame(Map<String, RosterChange> copies, Map<String, RosterChange> owners) {
        assertThat(copies.keySet()).isEqualTo(owners.keySet());
        owners.forEach((cicServer, owner) -> {
            RosterChange copy = Objects.requireNonNull(copies.get(cicServer));
            assertThat(copy.header()).as(cicServer).isEqualTo(owner.header());
            assertThat(copy.mentioned()).as(cicServer).isEqualTo(owner.mentioned());
            assertThat(copy.rows())
                    .extracting(Row::toString)
                    .containsExactlyElementsOf(
                            owner.rows().stream().map(Row::toString).toList());
            assertThat(RosterDigest.ofState(copy)).as(cicServer).isEqualTo(RosterDigest.ofState(owner));
        });
    }
}
