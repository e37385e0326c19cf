package org.statusaggregator.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.support.FreePorts;

/** Members that start at the same moment, as after a power failure: real ones in one process, without TLS. */
class StartTogetherTest {
    private static final int COUNT = 3;

    private final List<Integer> ports =
            Stream.generate(FreePorts::next).distinct().limit(COUNT).toList();
    private final List<LifecycleEvent.LifecycleState> states = new CopyOnWriteArrayList<>();

    @Test
    void theyBecomeOneClusterAtOnceAndNotTwoThatMergeLater() {
        ExecutorService starting = Executors.newFixedThreadPool(COUNT);
        long begin = System.nanoTime();
        List<CompletableFuture<ClusterMember>> started = ports.stream()
                .map(port -> CompletableFuture.supplyAsync(() -> member(port), starting))
                .toList();
        List<ClusterMember> members =
                started.stream().map(CompletableFuture::join).toList();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> members.stream()
                    .allMatch(member -> member.members().size() == COUNT && member.isReplicated()));
            System.out.printf(
                    "%d members that start together: one cluster after %d ms%n",
                    COUNT, Duration.ofNanos(System.nanoTime() - begin).toMillis());
            assertThat(states).doesNotContain(LifecycleEvent.LifecycleState.MERGING);
        } finally {
            members.forEach(ClusterMember::close);
            starting.shutdown();
        }
    }

    private ClusterMember member(int port) {
        String name = "sa" + port;
        List<String> addresses = ports.stream().map(each -> "127.0.0.1:" + each).toList();
        MemberSettings settings = new MemberSettings(
                "together " + ports, name, name, "test", "127.0.0.1", port, addresses, Duration.ofSeconds(8));
        return ClusterMember.join(settings, config -> {
            HazelcastInstance instance = Hazelcast.newHazelcastInstance(config);
            instance.getLifecycleService().addLifecycleListener(event -> states.add(event.getState()));
            return instance;
        });
    }
}
