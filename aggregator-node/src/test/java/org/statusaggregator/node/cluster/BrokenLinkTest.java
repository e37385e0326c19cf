package org.statusaggregator.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.nio.Connection;
import com.hazelcast.internal.server.ServerConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.support.FreePorts;

/** What tells a member that is gone from one whose connection broke: real members in one process, without TLS. */
class BrokenLinkTest {
    private static final int BREAKS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** No test waits for that. */
    private static final Duration NO_HEARTBEATS = Duration.ofHours(1);

    private final List<Integer> ports =
            Stream.generate(FreePorts::next).distinct().limit(2).toList();
    private final List<HazelcastInstance> instances = new CopyOnWriteArrayList<>();
    private final List<String> removed = new CopyOnWriteArrayList<>();

    @Test
    void aConnectionThatBreaksBetweenLivingMembersLosesNobody() {
        try (ClusterMember one = member(0);
                ClusterMember two = member(1)) {
            await().atMost(PATIENCE).until(() -> one.members().size() == 2 && two.isReplicated());
            for (int i = 0; i < BREAKS; i++) {
                HazelcastInstance breaking = instances.get(i % 2);
                await().atMost(PATIENCE).until(() -> !connections(breaking).isEmpty());
                connections(breaking)
                        .forEach(connection -> connection.close("test", new IOException("broken by test")));
            }
            await().atMost(PATIENCE).until(() -> instances.stream()
                    .noneMatch(each -> connections(each).isEmpty()));

            assertThat(removed).isEmpty();
            assertThat(one.members()).hasSize(2);
        }
    }

    @Test
    void aMemberThatIsGoneIsMissedWithoutItsHeartbeats() {
        try (ClusterMember one = member(0);
                ClusterMember two = member(1)) {
            await().atMost(PATIENCE).until(() -> one.members().size() == 2 && two.isReplicated());
            instances.get(1).getLifecycleService().terminate();
            await().atMost(PATIENCE).until(() -> one.members().size() == 1);
        }
    }

    private static Collection<? extends Connection> connections(HazelcastInstance instance) {
        Collection<ServerConnection> all = ((HazelcastInstanceProxy) instance)
                .getOriginal()
                .node
                .getServer()
                .getConnectionManager(EndpointQualifier.MEMBER)
                .getConnections();
        return all.stream().filter(Connection::isAlive).toList();
    }

    private MemberSettings settings(int index) {
        String name = "sa" + (index + 1);
        List<String> addresses = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        return new MemberSettings(
                "links " + ports, name, name, "test", "127.0.0.1", ports.get(index), addresses, NO_HEARTBEATS);
    }

    private ClusterMember member(int index) {
        return ClusterMember.join(settings(index), config -> {
            HazelcastInstance instance = Hazelcast.newHazelcastInstance(config);
            instance.getCluster().addMembershipListener(new MembershipAdapter() {
                @Override
                public void memberRemoved(MembershipEvent event) {
                    removed.add(event.toString());
                }
            });
            instances.add(instance);
            return instance;
        });
    }
}
