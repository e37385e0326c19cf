package org.statusaggregator.node.cluster;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.core.directory.replica.SharedList;

/** Reads what a node's copy of a contact list needs next. */
final class ListReadProcessor extends ContactSerialization.Form
        implements EntryProcessor<String, StoredList, StoredListDelta>, ReadOnly {
    private ListPosition position = ListPosition.START;
    private int limit;

    ListReadProcessor() {}

    ListReadProcessor(ListPosition position, int limit) {
        this.position = position;
        this.limit = limit;
    }

    @Override
    public StoredListDelta process(Map.Entry<String, StoredList> entry) {
        @Nullable StoredList held = entry.getValue();
        SharedList list = held == null ? new SharedList() : held.list();
        return new StoredListDelta(list.after(position, limit));
    }

    @Override
    public @Nullable EntryProcessor<String, StoredList, StoredListDelta> getBackupProcessor() {
        return null;
    }

    @Override
    public int getClassId() {
        return ContactSerialization.READ;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        ListCodec.write(out, position);
        out.writeInt(limit);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        position = ListCodec.readPosition(in);
        limit = in.readInt();
    }
}
