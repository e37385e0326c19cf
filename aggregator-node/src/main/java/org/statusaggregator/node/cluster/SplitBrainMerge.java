package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.RosterMerge;

/** After a network split: hands both rosters to {@link RosterMerge}. Never answers null, which would leak backups. Named in the map's configuration. */
public final class SplitBrainMerge implements SplitBrainMergePolicy<StoredRoster, MergingValue<StoredRoster>, Object> {
    @Override
    public Object merge(MergingValue<StoredRoster> merging, @Nullable MergingValue<StoredRoster> existing) {
        StoredRoster coming = merging.getDeserializedValue();
        @Nullable StoredRoster held = existing == null ? null : existing.getDeserializedValue();
        return held == null ? coming : new StoredRoster(RosterMerge.merge(held.roster(), coming.roster()));
    }

    @Override
    public void writeData(ObjectDataOutput out) {
        // no state
    }

    @Override
    public void readData(ObjectDataInput in) {
        // no state
    }
}
