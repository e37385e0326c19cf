package org.statusaggregator.cli.torture;

/** The longest time between two signs of life since it was reset. Thread-safe. */
final class Silence {
    private long last;
    private long longest;

    /** Begins anew. */
    synchronized void reset() {
        last = System.nanoTime();
        longest = 0;
    }

    /** There was a sign of life at this nano time. */
    synchronized void heard(long now) {
        longest = Math.max(longest, now - last);
        last = now;
    }

    /** The longest silence, in milliseconds; the time since the last sign counts too. */
    synchronized long longestMillis() {
        return Math.max(longest, System.nanoTime() - last) / 1_000_000;
    }
}
