package org.statusaggregator.core.client;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The one thread of a client. Connection, session and watch are changed on it and nowhere else, so none of them needs a lock; listeners are
 * called on it too. It is also the thread that reads and writes the sockets: an answer is handled where it arrives.
 */
interface Loop extends Executor {
    /** Runs the task later on this thread. Callable from any thread; after {@link #close} it does nothing. */
    @Override
    void execute(Runnable task);

    /** Runs the task on this thread after the delay. */
    Timer after(Duration delay, Runnable task);

    /** Whether the caller is on this thread. */
    boolean inside();

    /** Nanoseconds of a clock that never steps; only differences mean anything. */
    long nanoTime();

    /** Ends the thread, after what was given to it. */
    void close();

    /** Where gRPC hands over what it received: at once if that is this thread already. */
    default Executor callbacks() {
        return task -> {
            if (inside()) {
                task.run();
            } else {
                execute(task);
            }
        };
    }

    /** A task that waits for its time. */
    interface Timer {
        /** The task will not run, unless it did already. */
        void cancel();
    }
}
