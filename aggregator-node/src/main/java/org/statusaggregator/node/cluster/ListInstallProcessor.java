package org.statusaggregator.node.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.replica.ListChange;
import org.statusaggregator.core.directory.replica.SharedList;

/**
 * Installs on the backup what the owner of a contact list decided. A difference travels in parts, so a backup that missed one would become another list: it notices and
 * drops its copy. Should the owner die then, the nodes offer the list back from their memory.
 */
final class ListInstallProcessor extends ContactSerialization.Form
        implements EntryProcessor<String, StoredList, StoredListAnswer> {
    private static final Logger LOG = LogManager.getLogger(ListInstallProcessor.class);

    private @Nullable ListChange change;

    ListInstallProcessor() {}

    ListInstallProcessor(ListChange change) {
        this.change = change;
    }

    @Override
    public @Nullable StoredListAnswer process(Map.Entry<String, StoredList> entry) {
        @Nullable StoredList held = entry.getValue();
        SharedList list = held == null ? new SharedList() : held.list();
        if (list.install(Objects.requireNonNull(change))) {
            entry.setValue(held == null ? new StoredList(list) : held);
        } else if (held != null) {
            LOG.warn("contact list {}: this backup missed a change and drops its copy", entry.getKey());
            entry.setValue(null);
        }
        return null;
    }

    @Override
    public int getClassId() {
        return ContactSerialization.INSTALL;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        ListCodec.write(out, Objects.requireNonNull(change));
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        change = ListCodec.readChange(in);
    }
}
