package org.statusaggregator.cli.bench;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Makes changes at an even rate, each CIC server in turn, whatever the cluster does. A change counts from the time it was due, not from when it left. */
final class Pace {
    private final List<BenchPublisher> publishers;
    private final BenchTime time;
    private final double nanosPerChange;
    private final Thread thread = new Thread(this::run, "bench-pace");
    private final Latencies lateness = new Latencies();
    private volatile boolean stopped;

    Pace(List<BenchPublisher> publishers, int rate, BenchTime time) {
        this.publishers = List.copyOf(publishers);
        this.time = time;
        this.nanosPerChange = 1e9 / rate;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long begin = time.now();
        for (long i = 1; !stopped; i++) {
            long due = begin + (long) (i * nanosPerChange);
            for (long wait = due - time.now(); wait > 0 && !stopped; wait = due - time.now()) {
                LockSupport.parkNanos(wait);
            }
            lateness.add(time.now() - due);
            publishers.get((int) (i % publishers.size())).changeAt(due);
        }
    }

    /** How late changes were made: what this process adds to the latencies, because it waits in the system's queue like everybody. */
    Latencies lateness() {
        return lateness;
    }

    /** Ends the changes; waits until nobody makes one any more. */
    void stop() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}
