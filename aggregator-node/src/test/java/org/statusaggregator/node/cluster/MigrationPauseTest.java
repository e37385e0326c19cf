package org.statusaggregator.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.support.FreePorts;

/** The grid has the wait where it is looked for, and waits as long as it is told. */
class MigrationPauseTest {
    @Test
    void theWaitOfAMemberIsShort() throws Exception {
        int port = FreePorts.next();
        MemberSettings settings = new MemberSettings(
                "pause", "sa1", "sa1", "test", "127.0.0.1", port, List.of("127.0.0.1:" + port), Duration.ofSeconds(8));
        List<Long> before = new ArrayList<>();
        List<InternalPartitionServiceImpl> partitions = new ArrayList<>();
        ClusterMember member = ClusterMember.join(settings, config -> {
            HazelcastInstance instance = Hazelcast.newHazelcastInstance(config);
            partitions.add((InternalPartitionServiceImpl)
                    ((HazelcastInstanceProxy) instance).getOriginal().node.getPartitionService());
            before.add(millis(partitions.get(0)));
            return instance;
        });
        try (member) {
            assertThat(before).as("as the grid has it").containsExactly(250L);
            assertThat(millis(partitions.get(0))).as("as we have it").isEqualTo(10);
            assertThat(MigrationPause.shorten(partitions.get(0))).isTrue();
        }
    }

    private static long millis(InternalPartitionServiceImpl partitions) {
        try {
            return MigrationPause.millis(partitions);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("read what changed in com.hazelcast's MigrationThread", e);
        }
    }
}
