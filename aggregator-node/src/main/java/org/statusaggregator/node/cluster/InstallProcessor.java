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

    /** The map's value after the change: the same object, changed in place, unless there was none. */
    static StoredRoster installed(@Nullable StoredRoster held, RosterChange change) {
        if (held == null) {
            return new StoredRoster(Roster.of(change));
        }
        held.roster().install(change);
        return held;
    }

    @Override
    public @Nullable StoredAnswer process(Map.Entry<String, StoredRoster> entry) {
        RosterChange decided = Objects.requireNonNull(change);
        entry.setValue(installed(entry.getValue(), decided));
        Objects.requireNonNull(feed).installed(decided);
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
