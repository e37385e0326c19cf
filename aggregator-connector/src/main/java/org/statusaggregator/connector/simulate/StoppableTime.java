package org.statusaggregator.connector.simulate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's time until somebody stops it, or until a deadline. Thread-safe. */
public final class StoppableTime implements WallTime {
    private static final long FOREVER = Duration.ofDays(36_500).toNanos();

    private final CountDownLatch stopped = new CountDownLatch(1);
    /** Far enough away not to come, and near enough for differences not to overflow. */
    private volatile long deadline = System.nanoTime() + FOREVER;

    /** Ends it. A waiting thread goes on at once. May be called any number of times. */
    public void stop() {
        stopped.countDown();
    }

    /** Lets it end after this long, at most 100 years. A thread that waits already does not notice. */
    public void endAfter(Duration length) {
        deadline = System.nanoTime() + Math.min(FOREVER, length.toNanos());
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean ended() {
        return stopped.getCount() == 0 || System.nanoTime() - deadline >= 0;
    }

    @Override
    public void waitUntil(long nanoTime) throws InterruptedException {
        long now = System.nanoTime();
        boolean unused = stopped.await(Math.min(nanoTime - now, deadline - now), TimeUnit.NANOSECONDS);
    }
}
