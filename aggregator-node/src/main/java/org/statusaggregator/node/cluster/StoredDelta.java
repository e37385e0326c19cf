package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.RosterDelta;

/** What a read brings, on its way back; null = the roster is not held. */
final class StoredDelta extends RosterSerialization.Form {
    private @Nullable RosterDelta delta;

    StoredDelta() {}

    StoredDelta(@Nullable RosterDelta delta) {
        this.delta = delta;
    }

    @Nullable RosterDelta delta() {
        return delta;
    }

    @Override
    public int getClassId() {
        return RosterSerialization.DELTA;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeBoolean(delta != null);
        if (delta != null) {
            RosterCodec.write(out, delta);
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        delta = in.readBoolean() ? RosterCodec.readDelta(in) : null;
    }
}
