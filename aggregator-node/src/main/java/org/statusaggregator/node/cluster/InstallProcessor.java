package org.statusaggregator.node.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Roster;
import org.statusaggregator.core.status.RosterChange;

/** Installs on the backup what the owner decided, without asking. */
final class InstallProcessor extends RosterSerialization.Form
        implements EntryProcessor<String, StoredRoster, StoredAnswer>, HazelcastInstanceAware {
    private @Nullable RosterChange change;
    private transient @Nullable CopyFeed feed;

    InstallProcessor() {}

    InstallProcessor(RosterChange change) {
        this.change = change;
    }

    /** Installs the change into the map's value: the same object, changed in place, unless there was none. Returns it with the rows as they are held now. */
    static RosterChange install(Map.Entry<String, StoredRoster> entry, RosterChange change) {
        @Nullable StoredRoster held = entry.getValue();
        if (held == null) {
            entry.setValue(new StoredRoster(Roster.of(change)));
            return change;
        }
        RosterChange taken = held.roster().install(change);
        entry.setValue(held);
        return taken;
    }

    @Override
    public @Nullable StoredAnswer process(Map.Entry<String, StoredRoster> entry) {
        Objects.requireNonNull(feed).installed(install(entry, Objects.requireNonNull(change)));
        return null;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance hazelcast) {
        feed = CopyFeed.of(hazelcast);
    }

    @Override
    public int getClassId() {
        return RosterSerialization.INSTALL;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        RosterCodec.write(out, Objects.requireNonNull(change));
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        change = RosterCodec.readChange(in);
    }
}
