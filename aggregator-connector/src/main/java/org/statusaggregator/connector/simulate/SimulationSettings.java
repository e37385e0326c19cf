package org.statusaggregator.connector.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What a simulation depends on, besides its people.
 *
 * @param server the CIC server's name: logon server of everybody who is logged on
 * @param seed the same settings with the same seed and people give the same changes
 * @param start the time on the simulated clock at which it begins; cut to whole seconds
 * @param changesPerSecond of all users together, on the simulated clock; 0 &lt; rate &lt;= {@link #MAX_RATE}
 */
public record SimulationSettings(String server, long seed, Instant start, double changesPerSecond) {
    /** How often a user changes when nobody says otherwise: often enough to see something, seldom enough to be believed. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);

    /** The highest rate, in changes a second. */
    public static final double MAX_RATE = 10_000_000;

    /** Checks the rate. */
    public SimulationSettings {
        Objects.requireNonNull(server, "server");
        start = start.truncatedTo(ChronoUnit.SECONDS);
        if (!(changesPerSecond > 0 && changesPerSecond <= MAX_RATE)) {
            throw new IllegalArgumentException("changesPerSecond: " + changesPerSecond
                    + " (expected: greater than 0, at most " + (long) MAX_RATE + ")");
        }
    }

    /** The rate at which each of so many users changes once in {@link #DEFAULT_INTERVAL}. */
    public static double defaultRate(int users) {
        return Math.max(1, users) / (double) DEFAULT_INTERVAL.toSeconds();
    }
}
