package org.statusaggregator.connector.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Status;

/** A source that writes down what it hands over, as a change file, while it passes it on. Not thread-safe. */
public final class Recording implements ChangeSource {
    private final ChangeSource source;
    private final ChangeWriter writer;

    /** Records into a new file, or instead of what the file held. Closing it closes the source too. */
    public Recording(ChangeSource source, Path file) throws IOException {
        this.source = source;
        this.writer = new ChangeWriter(file);
    }

    @Override
    public Instant start() {
        return source.start();
    }

    @Override
    public Collection<Status> initial() throws IOException {
        Collection<Status> statuses = source.initial();
        for (Status status : statuses) {
            writer.write(new Change.Put(start(), status));
        }
        return statuses;
    }

    @Override
    public long nextAt() {
        return source.nextAt();
    }

    @Override
    public void next(StatusSink sink) throws IOException {
        Witness witness = new Witness(sink, start().plusNanos(nextAt()));
        source.next(witness);
        if (witness.seen != null) {
            writer.write(witness.seen);
        }
    }

    @Override
    public void close() throws IOException {
        try (source) {
            writer.close();
        }
    }

    /** Passes one change on and remembers it. */
    private static final class Witness implements StatusSink {
        private final StatusSink sink;
        private final Instant at;
        private @Nullable Change seen;

        Witness(StatusSink sink, Instant at) {
            this.sink = sink;
            this.at = at;
        }

        @Override
        public void put(Status status) {
            seen = new Change.Put(at, status);
            sink.put(status);
        }

        @Override
        public void remove(String userId) {
            seen = new Change.Removed(at, userId);
            sink.remove(userId);
        }
    }
}
