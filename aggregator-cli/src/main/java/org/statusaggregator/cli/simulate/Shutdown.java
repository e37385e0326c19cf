package org.statusaggregator.cli.simulate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.statusaggregator.connector.simulate.StoppableTime;

/** Ctrl-C and SIGTERM: ask the play to end, and hold the process until it has ended in order. Close it when it has. */
final class Shutdown implements AutoCloseable {
    /** Service managers kill after ten seconds or more. */
    private static final Duration LONGEST = Duration.ofSeconds(9);

    private final StoppableTime time;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "simulate-shutdown");

    Shutdown(StoppableTime time) {
        this.time = time;
    }

    void install() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void stop() {
        time.stop();
        try {
            boolean unused = ended.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is stopping, and the hook is what brought us here.
        }
    }
}
