package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.core.directory.replica.ListRefusal;
import org.statusaggregator.node.contacts.ContactStore;

/** A contact list's answer on its way back. */
final class StoredListAnswer extends ContactSerialization.Form {
    private ContactStore.Answer answer;

    StoredListAnswer() {
        this(new ContactStore.Answer(null, ListHeader.NEW));
    }

    StoredListAnswer(ContactStore.Answer answer) {
        this.answer = answer;
    }

    ContactStore.Answer answer() {
        return answer;
    }

    @Override
    public int getClassId() {
        return ContactSerialization.ANSWER;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        ListRefusal refusal = answer.refusal();
        out.writeByte(refusal == null ? -1 : refusal.ordinal());
        ListCodec.write(out, answer.header());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        byte refusal = in.readByte();
        answer = new ContactStore.Answer(refusal < 0 ? null : ListRefusal.of(refusal), ListCodec.readHeader(in));
    }
}
