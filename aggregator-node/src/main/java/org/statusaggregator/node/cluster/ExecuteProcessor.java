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
import org.statusaggregator.core.status.Decision;
import org.statusaggregator.core.status.Roster;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.core.status.RosterRequest;
import org.statusaggregator.core.wire.RowBody;

/** Carries out a request on the owner. The backup gets the outcome, not the request: Hazelcast runs backups across gaps, so one that decided for itself could differ. */
final class ExecuteProcessor extends RosterSerialization.Form
        implements EntryProcessor<String, StoredRoster, StoredAnswer>, HazelcastInstanceAware {
    private @Nullable RosterRequest request;
    /** What the owner installed; the backup's part. */
    private transient @Nullable RosterChange change;

    private transient @Nullable CopyFeed feed;

    ExecuteProcessor() {}

    ExecuteProcessor(RosterRequest request) {
        this.request = request;
    }

    @Override
    public StoredAnswer process(Map.Entry<String, StoredRoster> entry) {
        @Nullable StoredRoster held = entry.getValue();
        @Nullable Roster roster = held == null ? null : held.roster();
        Decision decision = Objects.requireNonNull(request).decide(roster, RowBody.INSTANCE);
        RosterChange decided = decision.change();
        if (decided != null) {
            change = InstallProcessor.install(entry, decided);
            Objects.requireNonNull(feed).installed(change);
        }
        return new StoredAnswer(decision.answer());
    }

    @Override
    public @Nullable EntryProcessor<String, StoredRoster, StoredAnswer> getBackupProcessor() {
        return change == null ? null : new InstallProcessor(change);
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance hazelcast) {
        feed = CopyFeed.of(hazelcast);
    }

    @Override
    public int getClassId() {
        return RosterSerialization.EXECUTE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        RequestCodec.write(out, Objects.requireNonNull(request));
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        request = RequestCodec.read(in);
    }
}
