package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.List;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.core.directory.replica.ListPosition;

/** What a read of a contact list brings, on its way back. */
final class StoredListDelta extends ContactSerialization.Form {
    private ListDelta delta;

    StoredListDelta() {
        this(new ListDelta(ListHeader.NEW, List.of(), ListPosition.START, false, false));
    }

    StoredListDelta(ListDelta delta) {
        this.delta = delta;
    }

    ListDelta delta() {
        return delta;
    }

    @Override
    public int getClassId() {
        return ContactSerialization.DELTA;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        ListCodec.write(out, delta.header());
        ListCodec.writeSlots(out, delta.slots());
        ListCodec.write(out, delta.next());
        out.writeBoolean(delta.whole());
        out.writeBoolean(delta.more());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        delta = new ListDelta(
                ListCodec.readHeader(in),
                ListCodec.readSlots(in),
                ListCodec.readPosition(in),
                in.readBoolean(),
                in.readBoolean());
    }
}
