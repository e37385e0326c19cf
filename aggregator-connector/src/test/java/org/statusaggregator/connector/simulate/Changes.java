package org.statusaggregator.connector.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.core.status.Status;

/** What comes out of a source, gathered for comparison. */
final class Changes implements StatusSink {
    final List<Change> all = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    /** The source's initial statuses, then its next changes, each with its time. */
    static List<Change> of(ChangeSource source, int count) {
        Changes changes = new Changes();
        changes.now = source.start();
        try {
            source.initial().forEach(changes::put);
            while (changes.all.size() < count && source.nextAt() != ChangeSource.NEVER) {
                changes.now = source.start().plusNanos(source.nextAt());
                source.next(changes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changes.all;
    }

    @Override
    public void put(Status status) {
        all.add(new Change.Put(now, status));
    }

    @Override
    public void remove(String userId) {
        all.add(new Change.Removed(now, userId));
    }
}
