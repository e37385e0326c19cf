package org.statusaggregator.node.view;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The one thread that owns the view and the watchers: whatever touches them runs here, one after another, so they need no locks. Nothing that
 * blocks may run here.
 */
public interface ViewLoop extends Executor {
    /** Runs the task once, after the delay. */
    void after(Duration delay, Runnable task);

    /** Monotonic time in nanoseconds. */
    long nanoTime();

    /** Asks something of what the loop owns. */
    default <T> CompletableFuture<T> ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, this);
    }

    /** Runs the task again and again, with this pause in between, also when it fails. */
    default void every(Duration pause, Runnable task) {
        after(pause, () -> {
            try {
                task.run();
            } finally {
                every(pause, task);
            }
        });
    }
}
