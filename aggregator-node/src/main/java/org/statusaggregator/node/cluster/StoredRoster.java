package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Roster;

/** A roster as the map's value. The map keeps the object itself: only processors touch it, on its partition's thread. */
final class StoredRoster extends RosterSerialization.Form {
    private @Nullable Roster roster;

    StoredRoster() {}

    StoredRoster(Roster roster) {
        this.roster = roster;
    }

    Roster roster() {
        return Objects.requireNonNull(roster);
    }

    @Override
    public int getClassId() {
        return RosterSerialization.ROSTER;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        RosterCodec.write(out, roster().whole());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        roster = Roster.of(RosterCodec.readChange(in));
    }
}
