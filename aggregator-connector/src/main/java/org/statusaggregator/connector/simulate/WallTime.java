package org.statusaggregator.connector.simulate;

/** Our own time, as a player needs it. */
public interface WallTime {
    /** Nanoseconds from an arbitrary origin, as {@link System#nanoTime}. */
    long nanoTime();

    /** Whether the play is over. Asked before each change, so it must be cheap. */
    boolean ended();

    /** Waits until {@link #nanoTime} has reached this, or the play is over; may return earlier. */
    void waitUntil(long nanoTime) throws InterruptedException;
}
