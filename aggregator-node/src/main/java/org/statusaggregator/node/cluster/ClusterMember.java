package org.statusaggregator.node.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.partition.InternalPartition;
import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.ReplicaMigrationEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.node.contacts.ContactStore;
import org.statusaggregator.node.roster.HeldCopy;
import org.statusaggregator.node.roster.RosterStore;
import org.statusaggregator.node.secret.ClusterSecrets;

/** This node's membership of the cluster. */
public final class ClusterMember implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(ClusterMember.class);

    private final HazelcastInstance hazelcast;
    private final InternalPartitionServiceImpl partitions;
    private final ExecutorService callbacks;
    private final Asking asking;
    private final HazelcastRosterStore store;
    private final ContactStore contacts;
    private final ClusterSecrets secrets;
    private final CopyReader copies;
    /** Names of the nodes that are in the cluster now; asked for every row that is sent, so it is kept ready. */
    private volatile Set<String> names = Set.of();

    private ClusterMember(HazelcastInstance hazelcast, ExecutorService callbacks) {
        this.hazelcast = hazelcast;
        this.callbacks = callbacks;
        this.partitions = (InternalPartitionServiceImpl)
                ((HazelcastInstanceProxy) hazelcast).getOriginal().node.getPartitionService();
        var unused = MigrationPause.shorten(partitions);
        partitions
                .firstArrangement(); // else nothing is assigned before the first call, and nobody knows whether all is
        // held twice
        IMap<String, StoredRoster> map = hazelcast.getMap(HazelcastConfig.ROSTERS);
        SerializationService serialization = ((HazelcastInstanceProxy) hazelcast).getSerializationService();
        this.asking = new Asking(callbacks, partitions::getPartitionStateStamp);
        this.store = new HazelcastRosterStore(
                new KeyCalls<>(map, serialization), new PartitionTable(), CopyFeed.of(hazelcast), asking, callbacks);
        IMap<String, StoredList> lists = hazelcast.getMap(HazelcastConfig.CONTACT_LISTS);
        this.contacts = new HazelcastContactStore(new KeyCalls<>(lists, serialization), asking, callbacks);
        this.secrets = new HazelcastSecrets(hazelcast.getMap(HazelcastConfig.SECRETS), callbacks, Clock.systemUTC());
        this.copies = new CopyReader(((HazelcastInstanceProxy) hazelcast).getOriginal());
        onChange(this::refreshNames);
        refreshNames();
    }

    /**
     * Joins the cluster, or forms one if no other member answers.
     *
     * @param starter starts Hazelcast with the configuration, over mutual TLS
     */
    public static ClusterMember join(MemberSettings settings, Function<Config, HazelcastInstance> starter) {
        if (ForkJoinPool.getCommonPoolParallelism() < 2) {
            LOG.warn(
                    "the common pool has parallelism {} (expected: 2 or more, -Djava.util.concurrent.ForkJoinPool"
                            + ".common.parallelism=2): the grid starts a thread for each answer",
                    ForkJoinPool.getCommonPoolParallelism());
        }
        ExecutorService callbacks = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "grid-answer");
            thread.setDaemon(true);
            return thread;
        });
        return new ClusterMember(starter.apply(HazelcastConfig.of(settings)), callbacks);
    }

    /** The replicated rosters. */
    public RosterStore rosters() {
        return store;
    }

    /** The copies of rosters that this member holds, read where they lie; for diagnosis, as it walks over everything. */
    public CompletionStage<List<HeldCopy>> copies() {
        return copies.read();
    }

    /** The shared contact lists. */
    public ContactStore contacts() {
        return contacts;
    }

    /** What the nodes share and nobody else knows. */
    public ClusterSecrets secrets() {
        return secrets;
    }

    /** The members, oldest first. */
    public List<MemberInfo> members() {
        List<MemberInfo> members = new ArrayList<>();
        for (Member member : hazelcast.getCluster().getMembers()) {
            members.add(MemberInfo.of(member, members.isEmpty()));
        }
        return members;
    }

    /** Whether a node of this name is in the cluster now. */
    public boolean isMember(String node) {
        return names.contains(node);
    }

    private void refreshNames() {
        Set<String> before = names;
        names = members().stream().map(MemberInfo::name).collect(Collectors.toUnmodifiableSet());
        if (!names.containsAll(before)) {
            asking.memberGone();
        }
        if (!names.equals(before)) {
            LOG.info("members: {} (before: {})", new TreeSet<>(names), new TreeSet<>(before));
        }
        store.membersChanged(names.size());
    }

    /** Whether this node is the oldest member, which does what only one may do. */
    public boolean isOldest() {
        return hazelcast.getCluster().getMembers().iterator().next().localMember();
    }

    /** Whether every roster that this member owns is held by another one too. */
    public boolean isReplicated() {
        return hazelcast.getCluster().getMembers().size() > 1
                && everyPartitionIsAssignedTwice()
                && hazelcast.getPartitionService().isLocalMemberSafe();
    }

    /** A member that has just joined passes for safe, because nothing has been assigned that could be unsafe. */
    private boolean everyPartitionIsAssignedTwice() {
        return IntStream.range(0, partitions.getPartitionCount())
                .mapToObj(id -> partitions.getPartition(id, false))
                .allMatch(partition -> partition.getReplicaAddress(HazelcastConfig.BACKUPS) != null);
    }

    /** Calls the action when members came or went, when data moved or were lost, and after a merge. On Hazelcast's threads: must not block. */
    public void onChange(Runnable action) {
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                LOG.info(
                        "member joined: {}",
                        MemberInfo.of(event.getMember(), false).name());
                action.run();
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                LOG.warn(
                        "member gone: {}",
                        MemberInfo.of(event.getMember(), false).name());
                action.run();
            }
        });
        hazelcast.getPartitionService().addPartitionLostListener(event -> {
            LOG.debug("partition {} lost {} copies", event.getPartitionId(), event.getLostBackupCount() + 1);
            action.run();
        });
        hazelcast.getPartitionService().addMigrationListener(new WhenMigrated(action));
        hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
                LOG.warn("merged into the cluster after a network split");
                action.run();
            }
        });
    }

    /** Whether this member is up and takes part. */
    public boolean isRunning() {
        return hazelcast.getLifecycleService().isRunning();
    }

    /** Who holds what, by the partition table. */
    private final class PartitionTable implements HazelcastRosterStore.Copies {
        private final Address here = hazelcast.getCluster().getLocalMember().getAddress();

        private InternalPartition partition(String cicServer) {
            return partitions.getPartition(partitions.getPartitionId(cicServer), false);
        }

        @Override
        public int of(String cicServer) {
            InternalPartition partition = partition(cicServer);
            int held = 0;
            for (int replica = 0; replica <= HazelcastConfig.BACKUPS; replica++) {
                held += partition.getReplicaAddress(replica) != null ? 1 : 0;
            }
            return held;
        }

        @Override
        public boolean here(String cicServer) {
            InternalPartition partition = partition(cicServer);
            for (int replica = 0; replica <= HazelcastConfig.BACKUPS; replica++) {
                if (here.equals(partition.getReplicaAddress(replica))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Leaves the cluster after its data were handed over. */
    @Override
    public void close() {
        hazelcast.shutdown();
        callbacks.shutdown();
    }

    /** Runs an action at the end of each migration. */
    private record WhenMigrated(Runnable action) implements MigrationListener {
        @Override
        public void migrationStarted(MigrationState state) {
            // only the end matters
        }

        @Override
        public void migrationFinished(MigrationState state) {
            action.run();
        }

        @Override
        public void replicaMigrationCompleted(ReplicaMigrationEvent event) {
            // only the end of all matters
        }

        @Override
        public void replicaMigrationFailed(ReplicaMigrationEvent event) {
            // only the end of all matters
        }
    }
}
