package org.statusaggregator.node.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.internal.partition.InternalPartition;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.map.impl.MapServiceContext;
import com.hazelcast.map.impl.recordstore.RecordStore;
import com.hazelcast.spi.impl.NodeEngineImpl;
import com.hazelcast.spi.impl.PartitionSpecificRunnable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.roster.HeldCopy;

/**
 * Reads the copies that this member holds, owner's and backup's, where they lie. The map itself would always ask the owner, and so never tell what a backup holds. Each is read
 * on its partition's thread, the only one that may touch it; rows are immutable, so only the list of them is copied there.
 */
final class CopyReader {
    private final NodeEngineImpl engine;
    private final MapServiceContext maps;
    private final Address here;

    CopyReader(HazelcastInstanceImpl hazelcast) {
        this.engine = hazelcast.node.getNodeEngine();
        this.maps = engine.<MapService>getService(MapService.SERVICE_NAME).getMapServiceContext();
        this.here = hazelcast.node.getThisAddress();
    }

    /** The copies of every roster that this member is to hold by its partition table; what is being moved away is left out. */
    CompletionStage<List<HeldCopy>> read() {
        List<CompletableFuture<List<HeldCopy>>> reads = new ArrayList<>();
        for (int partition = 0; partition < engine.getPartitionService().getPartitionCount(); partition++) {
            if (store(partition) != null) {
                reads.add(read(partition));
            }
        }
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        reads.stream().flatMap(read -> read.join().stream()).toList());
    }

    private @Nullable RecordStore<?> store(int partition) {
        return maps.getExistingRecordStore(partition, HazelcastConfig.ROSTERS);
    }

    private CompletableFuture<List<HeldCopy>> read(int partition) {
        CompletableFuture<List<HeldCopy>> result = new CompletableFuture<>();
        engine.getOperationService().execute(new PartitionSpecificRunnable() {
            @Override
            public int getPartitionId() {
                return partition;
            }

            @Override
            public void run() {
                try {
                    result.complete(held(partition));
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            }
        });
        return result;
    }

    private List<HeldCopy> held(int partition) {
        @Nullable RecordStore<?> store = store(partition);
        InternalPartition table = engine.getPartitionService().getPartition(partition, false);
        boolean owner = here.equals(table.getReplicaAddress(0));
        boolean backup = Stream.iterate(1, replica -> replica <= HazelcastConfig.BACKUPS, replica -> replica + 1)
                .anyMatch(replica -> here.equals(table.getReplicaAddress(replica)));
        List<HeldCopy> held = new ArrayList<>();
        if (store != null && (owner || backup)) {
            store.forEach(
                    (key, entry) -> {
                        StoredRoster roster = engine.getSerializationService().toObject(entry.getValue());
                        held.add(new HeldCopy(owner, roster.roster().whole()));
                    },
                    !owner);
        }
        return held;
    }
}
