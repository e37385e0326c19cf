package org.statusaggregator.cli.bench;

/**
 * The time that is measured: changes whose stamp lies in it count. Set by the run, read by every publisher and watcher.
 */
final class Window {
    private volatile long from = Long.MAX_VALUE;
    private volatile long to = Long.MAX_VALUE;
    private volatile long killedAt = Long.MAX_VALUE;

    void open(long stamp) {
        from = stamp;
    }

    void close(long stamp) {
        to = stamp;
    }

    /** A node is killed at this time. */
    void kill(long time) {
        killedAt = time;
    }

    /** Whether a silence that ends at this time may be due to a kill. */
    boolean isAfterKill(long time) {
        return time >= killedAt;
    }

    boolean holds(long stamp) {
        return stamp >= from && stamp < to;
    }

    double seconds() {
        return (to - from) / 1e9;
    }
}
