package org.statusaggregator.connector.simulate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's time until a deadline, or until somebody stops it. Thread-safe. */
public final class StoppableTime implements WallTime {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final long begin = System.nanoTime();
    private final long length;

    /** Time that ends after this long; at most 292 years. */
    public StoppableTime(Duration length) {
        this.length = length.toNanos();
    }

    /** Time without an end of its own. */
    public static StoppableTime endless() {
        return new StoppableTime(Duration.ofNanos(Long.MAX_VALUE));
    }

    /** Ends it. A waiting thread goes on at once. May be called by any thread, any number of times. */
    public void stop() {
        stopped.countDown();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean ended() {
        return stopped.getCount() == 0 || System.nanoTime() - begin >= length;
    }

    @Override
    public void waitUntil(long nanoTime) throws InterruptedException {
        long now = System.nanoTime();
        long left = length - (now - begin);
        boolean unused = stopped.await(Math.min(nanoTime - now, left), TimeUnit.NANOSECONDS);
    }
}
