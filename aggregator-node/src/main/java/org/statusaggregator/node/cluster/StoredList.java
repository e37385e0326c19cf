package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import org.statusaggregator.core.directory.replica.SharedList;

/** A contact list as the map's value. The map keeps the object itself: only processors touch it, on its partition's thread. */
final class StoredList extends ContactSerialization.Form {
    private SharedList list;

    StoredList() {
        this(new SharedList());
    }

    StoredList(SharedList list) {
        this.list = list;
    }

    SharedList list() {
        return list;
    }

    @Override
    public int getClassId() {
        return ContactSerialization.LIST;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        SharedList.Parts parts = list.parts();
        ListCodec.write(out, parts.header());
        ListCodec.writeSlots(out, parts.slots());
        ListCodec.write(out, parts.staged());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        list = new SharedList(
                new SharedList.Parts(ListCodec.readHeader(in), ListCodec.readSlots(in), ListCodec.readPart(in)));
    }
}
