package org.statusaggregator.cli.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one clock of a run, and the stamps that rows carry: the time of a change, in nanoseconds since the run's start, as the time since which the
 * user is in this status. A publisher's stamps differ, so a stamp also says which change it is.
 */
final class BenchTime {
    private static final long NANOS = 1_000_000_000L;

    private final long origin = System.nanoTime();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final long startSecond = start.getEpochSecond();

    /** Nanoseconds since the start; at least 1. */
    long now() {
        return System.nanoTime() - origin + 1;
    }

    /** The time on the wire of a stamp. */
    Instant instant(long stamp) {
        return start.plusNanos(stamp);
    }

    /** The stamp that a row carries; 0 or less = none of this run. */
    long stamp(@Nullable Instant since) {
        return since == null ? 0 : stamp(since.getEpochSecond(), since.getNano());
    }

    /** The stamp of a row as it stands in a message. */
    long stamp(long sinceSeconds, int sinceNanos) {
        return (sinceSeconds - startSecond) * NANOS + sinceNanos;
    }
}
