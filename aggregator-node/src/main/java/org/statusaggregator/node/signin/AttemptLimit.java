package org.statusaggregator.node.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts attempts by a key in windows of time. An attempt counts from its beginning, so that many at once do not pass, and is taken back when it succeeded. Keeps a
 * bounded number of keys; the oldest are forgotten first. Thread-safe.
 */
final class AttemptLimit {
    private static final int MOST_KEYS = 20_000;

    private final int most;
    private final long windowMillis;
    private final InstantSource clock;
    /** Guarded by this. */
    private final Map<String, Count> counts = new LinkedHashMap<>();

    private record Count(int attempts, long since) {}

    AttemptLimit(int most, Duration window, InstantSource clock) {
        this.most = most;
        this.windowMillis = window.toMillis();
        this.clock = clock;
    }

    /** Whether an attempt may begin. */
    synchronized boolean begin(String key) {
        long now = clock.millis();
        Count held = counts.remove(key);
        Count count = held == null || now - held.since() >= windowMillis ? new Count(0, now) : held;
        if (counts.size() >= MOST_KEYS) {
            counts.remove(counts.keySet().iterator().next());
        }
        boolean allowed = count.attempts() < most;
        counts.put(key, allowed ? new Count(count.attempts() + 1, count.since()) : count);
        return allowed;
    }

    /** An attempt that began does not count. */
    synchronized void takeBack(String key) {
        counts.computeIfPresent(key, (same, count) -> new Count(Math.max(0, count.attempts() - 1), count.since()));
    }
}
