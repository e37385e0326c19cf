package org.statusaggregator.core.client;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A wait between two attempts. While it lasts, nothing is attempted; at its end the attempt is made. On the loop only. */
final class Pause {
    private final Loop loop;
    private final Runnable attempt;
    private final Backoff backoff;
    private Loop.@Nullable Timer running;

    Pause(Loop loop, RandomGenerator random, Runnable attempt) {
        this.loop = loop;
        this.attempt = attempt;
        this.backoff = new Backoff(random);
    }

    boolean lasts() {
        return running != null;
    }

    /** Waits as long as the node asks, else longer each time. */
    void after(Failure failure) {
        Duration wait = backoff.next();
        begin(failure.retryAfter() == null ? wait : failure.retryAfter());
    }

    /** Waits longer each time, but not after the first failure. */
    void unlessFirst() {
        begin(backoff.nextButFirstAtOnce());
    }

    private void begin(Duration wait) {
        running = loop.after(wait, () -> {
            running = null;
            attempt.run();
        });
    }

    /** It works: the next failure is the first one again. */
    void reset() {
        backoff.reset();
    }

    void cancel() {
        if (running != null) {
            running.cancel();
        }
    }
}
