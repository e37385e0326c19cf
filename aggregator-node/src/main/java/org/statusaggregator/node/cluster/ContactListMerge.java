package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.replica.ListMerge;

/** After a network split: hands both copies of a contact list to {@link ListMerge}. Never answers null. Named in the map's configuration. */
public final class ContactListMerge implements SplitBrainMergePolicy<StoredList, MergingValue<StoredList>, Object> {
    @Override
    public Object merge(MergingValue<StoredList> merging, @Nullable MergingValue<StoredList> existing) {
        StoredList coming = merging.getDeserializedValue();
        @Nullable StoredList held = existing == null ? null : existing.getDeserializedValue();
        return held == null ? coming : new StoredList(ListMerge.merge(held.list(), coming.list()));
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
