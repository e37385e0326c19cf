package org.statusaggregator.cli.simulate;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Tells the rates of changes now and then, until it is closed. */
final class RateTicker implements AutoCloseable {
    private final LongSupplier changes;
    private final SessionLog log;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "simulate-rates"));

    /** The last reading; only the ticker's thread uses it, once that is started. */
    private long lastChanges;

    private long lastConfirmed;
    private long lastNanos = System.nanoTime();

    RateTicker(LongSupplier changes, SessionLog log) {
        this.changes = changes;
        this.log = log;
        lastChanges = changes.getAsLong();
        lastConfirmed = log.confirmed();
    }

    void start(Duration every) {
        var unused = thread.scheduleAtFixedRate(this::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long nowChanges = changes.getAsLong();
        long nowConfirmed = log.confirmed();
        long now = System.nanoTime();
        double seconds = Math.max(1, now - lastNanos) / 1e9;
        log.rates((nowChanges - lastChanges) / seconds, (nowConfirmed - lastConfirmed) / seconds);
        lastChanges = nowChanges;
        lastConfirmed = nowConfirmed;
        lastNanos = now;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
