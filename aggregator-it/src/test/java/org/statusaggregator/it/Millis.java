package org.statusaggregator.it;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/** Durations, counted in steps of ten microseconds up to ten seconds. Thread-safe. */
final class Millis {
    private static final int STEP_NANOS = 10_000;

    private final AtomicLongArray counts = new AtomicLongArray(1_000_000);

    void add(long nanos) {
        counts.incrementAndGet((int) Math.max(0, Math.min(nanos / STEP_NANOS, counts.length() - 1)));
    }

    /** How many there are. */
    long count() {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        return all;
    }

    /** The duration that this share of them does not exceed, in milliseconds. */
    double at(double share) {
        long left = (long) Math.ceil(count() * share);
        for (int i = 0; i < counts.length(); i++) {
            left -= counts.get(i);
            if (left <= 0) {
                return (i + 1) * (STEP_NANOS / 1e6);
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f ms median, %.2f ms p99 (%,d changes)", at(0.5), at(0.99), count());
    }
}
