package org.statusaggregator.connector.simulate;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Status;

/** A checked change file as it happens again. Holds one change ahead. Not thread-safe. */
final class ChangeReplay implements ChangeSource {
    private final ChangeLines lines;
    private final Instant start;
    private @Nullable Change ahead;

    ChangeReplay(ChangeLines lines) throws IOException {
        this.lines = lines;
        Change first = read();
        this.ahead = first;
        this.start = first == null ? Instant.EPOCH : first.at();
    }

    @Override
    public Instant start() {
        return start;
    }

    @Override
    public Collection<Status> initial() throws IOException {
        Initial initial = new Initial();
        while (ahead != null && ahead.at().equals(start)) {
            next(initial);
        }
        return initial.byUserId.values();
    }

    @Override
    public long nextAt() {
        return ahead == null ? NEVER : Duration.between(start, ahead.at()).toNanos();
    }

    @Override
    public void next(StatusSink sink) throws IOException {
        if (ahead == null) {
            throw new IllegalStateException(lines + " (expected: a change after it)");
        }
        ahead.applyTo(sink);
        ahead = read();
    }

    private @Nullable Change read() throws IOException {
        try {
            return lines.next();
        } catch (BadLineException e) {
            throw new IOException(lines + " was changed after it had been checked: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** What is true at the first instant, each user's last word counting. */
    private static final class Initial implements StatusSink {
        private final Map<String, Status> byUserId = new LinkedHashMap<>();

        @Override
        public void put(Status status) {
            byUserId.put(status.userId(), status);
        }

        @Override
        public void remove(String userId) {
            byUserId.remove(userId);
        }
    }
}
