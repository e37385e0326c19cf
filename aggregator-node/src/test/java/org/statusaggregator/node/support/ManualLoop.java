package org.statusaggregator.node.support;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.statusaggregator.node.view.ViewLoop;

/** A {@link ViewLoop} that runs when the test says so, by a clock that the test moves. */
public final class ManualLoop implements ViewLoop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos).thenComparingLong(Timer::number));
    private long now = 1_000_000_000_000L;
    private long timersMade;

    private record Timer(long atNanos, long number, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void after(Duration delay, Runnable task) {
        timers.add(new Timer(now + delay.toNanos(), timersMade++, task));
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /** Runs what waits, and what that causes. */
    public void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets the time go by, with everything that is due in it. */
    public void advance(Duration time) {
        long end = now + time.toNanos();
        run();
        for (Timer next = timers.peek(); next != null && next.atNanos() <= end; next = timers.peek()) {
            timers.remove();
            now = next.atNanos();
            next.task().run();
            run();
        }
        now = end;
    }

    /** How many tasks wait to be run. */
    public int waiting() {
        return tasks.size();
    }

    /** How many tasks wait for their time. */
    public int timers() {
        return timers.size();
    }
}
