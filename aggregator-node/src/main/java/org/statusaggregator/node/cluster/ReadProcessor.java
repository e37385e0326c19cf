package org.statusaggregator.node.cluster;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Position;

/** Reads what a view needs next. */
final class ReadProcessor extends RosterSerialization.Form
        implements EntryProcessor<String, StoredRoster, StoredDelta>, ReadOnly {
    private Position position = Position.START;
    private int limit;

    ReadProcessor() {}

    ReadProcessor(Position position, int limit) {
        this.position = position;
        this.limit = limit;
    }

    @Override
    public StoredDelta process(Map.Entry<String, StoredRoster> entry) {
        @Nullable StoredRoster held = entry.getValue();
        return new StoredDelta(held == null ? null : held.roster().after(position, limit));
    }

    @Override
    public @Nullable EntryProcessor<String, StoredRoster, StoredDelta> getBackupProcessor() {
        return null;
    }

    @Override
    public int getClassId() {
        return RosterSerialization.READ;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        RosterCodec.write(out, position);
        out.writeInt(limit);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        position = RosterCodec.readPosition(in);
        limit = in.readInt();
    }
}
