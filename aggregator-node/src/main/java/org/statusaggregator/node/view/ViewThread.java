package org.statusaggregator.node.view;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The {@link ViewLoop} of a running node: a thread named "view". */
public final class ViewThread implements ViewLoop, AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(ViewThread.class);

    private final ScheduledThreadPoolExecutor executor;

    /** The view's thread, started at once. */
    public ViewThread() {
        this("view");
    }

    /** A loop of another owner, with a thread of this name. */
    public ViewThread(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        if (!executor.isShutdown()) {
            executor.execute(() -> run(task));
        }
    }

    @Override
    public void after(Duration delay, Runnable task) {
        if (!executor.isShutdown()) {
            ScheduledFuture<?> unused = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** A task that fails must not take the view down; it is a bug, and the log says so. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task of the loop {} failed", Thread.currentThread().getName(), e);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
