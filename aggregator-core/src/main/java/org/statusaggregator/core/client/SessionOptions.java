package org.statusaggregator.core.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a publishing session is opened.
 *
 * @param mode what to do when another session of this CIC server is live
 * @param leaseTime how long the cluster keeps the statuses of a silent publisher, between 1 s and 1 h; null = the node's default
 */
public record SessionOptions(Mode mode, @Nullable Duration leaseTime) {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LEASE = Duration.ofHours(1);

    /** What to do when another session of this CIC server is live. */
    public enum Mode {
        /** Fence it: it can publish no more. What a restarted CIC server wants, and the new active one of a pair. */
        TAKE_OVER,
        /** Leave it alone and try again until it ends. */
        WAIT
    }

    /** Checks the lease time. */
    public SessionOptions {
        if (leaseTime != null && (leaseTime.compareTo(SHORTEST_LEASE) < 0 || leaseTime.compareTo(LONGEST_LEASE) > 0)) {
            throw new IllegalArgumentException("leaseTime: " + leaseTime + " (expected: between PT1S and PT1H)");
        }
    }

    /** Takes over, with the node's lease time. */
    public static SessionOptions takeOver() {
        return new SessionOptions(Mode.TAKE_OVER, null);
    }

    /** Waits while another session is live, with the node's lease time. */
    public static SessionOptions waiting() {
        return new SessionOptions(Mode.WAIT, null);
    }

    /** The same with this lease time. */
    public SessionOptions leaseTime(Duration time) {
        return new SessionOptions(mode, time);
    }
}
