package org.statusaggregator.connector.simulate;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import org.statusaggregator.core.status.Status;

/** What happens on a CIC server, in order of time: first everybody's status at the start, then one change after the other. For one thread. */
public interface ChangeSource extends Closeable {
    /** What {@link #nextAt} returns when nothing happens any more. */
    long NEVER = Long.MAX_VALUE;

    /** The source's own time at its start. The times of its changes count from here. */
    Instant start();

    /** Everybody's status at the start. Call it once, before the first {@link #next}. */
    Collection<Status> initial() throws IOException;

    /** When the next change happens, in nanoseconds of the source's own time since its start; never goes back; {@link #NEVER} at the end. */
    long nextAt();

    /**
     * Hands over the next change, and exactly that one.
     *
     * @throws IllegalStateException if there is none
     */
    void next(StatusSink sink) throws IOException;

    @Override
    default void close() throws IOException {}
}
