package org.statusaggregator.node.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.replica.ListChange;
import org.statusaggregator.core.directory.replica.ListDecision;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.core.directory.replica.SharedList;
import org.statusaggregator.node.contacts.ContactStore;

/** Carries out a request on the owner of a contact list. The backup gets the outcome, not the request. */
final class ListExecuteProcessor extends ContactSerialization.Form
        implements EntryProcessor<String, StoredList, StoredListAnswer> {
    private @Nullable ListRequest request;
    /** What the owner installed; the backup's part. */
    private transient @Nullable ListChange change;

    ListExecuteProcessor() {}

    ListExecuteProcessor(ListRequest request) {
        this.request = request;
    }

    @Override
    public StoredListAnswer process(Map.Entry<String, StoredList> entry) {
        @Nullable StoredList held = entry.getValue();
        SharedList list = held == null ? new SharedList() : held.list();
        ListDecision decision = Objects.requireNonNull(request).decide(list);
        change = decision.change();
        if (change != null) {
            if (!list.install(change)) {
                throw new IllegalStateException(entry.getKey() + ": a change does not fit what it was decided on");
            }
            entry.setValue(held == null ? new StoredList(list) : held);
        }
        return new StoredListAnswer(new ContactStore.Answer(decision.refusal(), decision.header()));
    }

    @Override
    public @Nullable EntryProcessor<String, StoredList, StoredListAnswer> getBackupProcessor() {
        return change == null ? null : new ListInstallProcessor(change);
    }

    @Override
    public int getClassId() {
        return ContactSerialization.EXECUTE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        ListRequestCodec.write(out, Objects.requireNonNull(request));
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        request = ListRequestCodec.read(in);
    }
}
