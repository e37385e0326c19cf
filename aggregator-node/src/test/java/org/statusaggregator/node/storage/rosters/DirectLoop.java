package org.statusaggregator.node.storage.rosters;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.statusaggregator.node.view.ViewLoop;

/** A {@link ViewLoop} on the thread of the test: whoever hands it a task finds it done. Nothing ever comes later. */
final class DirectLoop implements ViewLoop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (running) {
            return;
        }
        running = true;
        try {
            for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
                next.run();
            }
        } finally {
            running = false;
        }
    }

    @Override
    public void after(Duration delay, Runnable task) {
        // time stands still
    }

    @Override
    public long nanoTime() {
        return 0;
    }
}
