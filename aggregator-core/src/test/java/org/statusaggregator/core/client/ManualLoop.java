package org.statusaggregator.core.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A {@link Loop} that runs when the test says so, on the test's thread, with a clock that the test moves. */
final class ManualLoop implements Loop {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Waiting> timers =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::at).thenComparingLong(Waiting::number));
    private long now = 1_000_000_000L;
    private long number;
    private boolean inside;
    private boolean closed;

    private record Waiting(long at, long number, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        if (!closed) {
            tasks.add(task);
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Waiting waiting = new Waiting(now + delay.toNanos(), number++, task);
        timers.add(waiting);
        return () -> timers.remove(waiting);
    }

    @Override
    public boolean inside() {
        return inside;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Runs what is to be run now. */
    void run() {
        inside = true;
        try {
            while (true) {
                Runnable task = tasks.poll();
                if (task == null && !timers.isEmpty() && timers.peek().at() <= now) {
                    task = timers.remove().task();
                }
                if (task == null) {
                    return;
                }
                task.run();
            }
        } finally {
            inside = false;
        }
    }

    /** Lets time pass, running each timer at its time. */
    void advance(Duration time) {
        long end = now + time.toNanos();
        run();
        while (!timers.isEmpty() && timers.peek().at() <= end) {
            now = timers.peek().at();
            run();
        }
        now = end;
    }

    /** Lets time pass while this thread is held up: what was due runs only afterwards. */
    void holdUp(Duration time) {
        now += time.toNanos();
    }
}
