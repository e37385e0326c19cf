package org.statusaggregator.connector.simulate;

import java.time.Instant;
import org.statusaggregator.core.status.Status;

/** Something that happened to a user of a CIC server at a time. */
sealed interface Change {
    /** When it happened. */
    Instant at();

    /** Tells the sink. */
    void applyTo(StatusSink sink);

    /**
     * The user is new, or changed.
     *
     * @param at when
     * @param status the whole status since then
     */
    record Put(Instant at, Status status) implements Change {
        @Override
        public void applyTo(StatusSink sink) {
            sink.put(status);
        }
    }

    /**
     * The user is gone.
     *
     * @param at when
     * @param userId who
     */
    record Removed(Instant at, String userId) implements Change {
        @Override
        public void applyTo(StatusSink sink) {
            sink.remove(userId);
        }
    }
}
