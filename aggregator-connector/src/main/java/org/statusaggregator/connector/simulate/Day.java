package org.statusaggregator.connector.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** The rules of a day that all users of a simulated CIC server share: how long things last, and what comes after what. Not thread-safe. */
final class Day {
    /** What an unhurried day brings: one change of one working user in this time on average, days off included. A test keeps it true. */
    static final Duration UNHURRIED_INTERVAL = Duration.ofMillis(274_100);

    /** An unhurried shift, in the middle. */
    static final long SHIFT_SECONDS = Duration.ofHours(8).toSeconds();

    private static final long NANOS = 1_000_000_000L;

    private final String server;
    private final double pace;
    private final long startSecond;
    private long stampedSecond;
    private Instant stamp;

    /**
     * A day.
     *
     * @param server the logon server of everybody who is logged on
     * @param start the time at which the simulation's clock is zero; whole seconds
     * @param interval the mean time between two changes of one working user
     */
    Day(String server, Instant start, Duration interval) {
        this.server = server;
        this.pace = (double) interval.toNanos() / UNHURRIED_INTERVAL.toNanos();
        this.startSecond = start.getEpochSecond();
        this.stampedSecond = startSecond;
        this.stamp = Instant.ofEpochSecond(startSecond);
    }

    String server() {
        return server;
    }

    /** The time stamp that a CIC server gives at this time: whole seconds. Nearly always that of the change before, so it is kept. */
    Instant stamp(long nanos) {
        long second = startSecond + Math.floorDiv(nanos, NANOS);
        if (second != stampedSecond) {
            stamp = Instant.ofEpochSecond(second);
            stampedSecond = second;
        }
        return stamp;
    }

    /** So many seconds of an unhurried day, in nanoseconds of this day; at least 1, so that time always goes on. */
    long nanos(double unhurriedSeconds) {
        return Math.max(1, (long) (unhurriedSeconds * pace * NANOS));
    }

    /** How long an activity lasts this time: a quarter to seven quarters of its mean. */
    long duration(Activity activity, SplittableRandom random) {
        return nanos(activity.meanSeconds() * (0.25 + 1.5 * random.nextDouble()));
    }

    /** How long a shift lasts this time: six to ten hours. */
    long shift(SplittableRandom random) {
        return nanos(SHIFT_SECONDS * (0.75 + 0.5 * random.nextDouble()));
    }

    /** What a user who was available does next, if it is neither time for lunch nor to go home. */
    Activity afterAvailable(SplittableRandom random) {
        int draw = random.nextInt(1000);
        if (draw < 840) {
            return Activity.ON_CALL;
        } else if (draw < 880) {
            return Activity.NOT_ANSWERING;
        } else if (draw < 940) {
            return Activity.AWAY;
        } else if (draw < 970) {
            return Activity.MEETING;
        } else if (draw < 992) {
            return Activity.QUIET;
        }
        return Activity.TRAINING;
    }

    /** What comes after a call: mostly some writing up. */
    Activity afterCall(SplittableRandom random) {
        return random.nextInt(10) < 7 ? Activity.FOLLOW_UP : Activity.AVAILABLE;
    }
}
