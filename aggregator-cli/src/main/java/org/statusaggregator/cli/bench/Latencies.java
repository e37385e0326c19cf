package org.statusaggregator.cli.bench;

import java.util.List;
import org.HdrHistogram.Histogram;

/** Latencies of one writer, from a microsecond to two minutes, to three digits. */
final class Latencies {
    private static final long LOWEST = 1_000;
    private static final long HIGHEST = 120_000_000_000L;
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(LOWEST, HIGHEST, DIGITS);

    void add(long nanos) {
        histogram.recordValue(Math.max(0, Math.min(HIGHEST, nanos)));
    }

    static Latencies together(List<Latencies> parts) {
        Latencies all = new Latencies();
        parts.forEach(part -> all.histogram.add(part.histogram));
        return all;
    }

    boolean isEmpty() {
        return histogram.getTotalCount() == 0;
    }

    /** Milliseconds at this percentile. */
    double millis(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e6;
    }

    double maxMillis() {
        return histogram.getMaxValue() / 1e6;
    }
}
