package org.statusaggregator.core.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: longer each time, and by chance, so that a thousand clients do not return together. */
final class Backoff {
    static final Duration SHORTEST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int DOUBLINGS = 7;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait after one more failure: between {@link #SHORTEST} and a bound that doubles up to {@link #LONGEST}. */
    Duration next() {
        failures++;
        long shortest = SHORTEST.toNanos();
        long bound = Math.min(LONGEST.toNanos(), shortest << Math.min(failures, DOUBLINGS));
        return Duration.ofNanos(random.nextLong(shortest, bound + 1));
    }

    /** As {@link #next}, but no wait after the first failure. */
    Duration nextButFirstAtOnce() {
        Duration wait = next();
        return failures == 1 ? Duration.ZERO : wait;
    }

    /** It works: the next failure is the first one again. */
    void reset() {
        failures = 0;
    }
}
