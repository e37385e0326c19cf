package org.statusaggregator.node.web.api;

import java.util.ArrayList;
import java.util.List;

/** The last hour of a rate, in stretches of {@link Rates#STRETCH}. Not thread-safe. */
final class Series {
    private static final int STRETCHES = 180;
    private static final double TENTHS = 10.0;

    /** The newest at {@code next - 1}, around the end. */
    private final double[] perSecond = new double[STRETCHES];

    private int next;
    private int known;

    /** Ends a stretch in which so much happened. */
    void add(long count) {
        perSecond[next] = Math.round(TENTHS * count / Rates.STRETCH.toSeconds()) / TENTHS;
        next = (next + 1) % STRETCHES;
        known = Math.min(STRETCHES, known + 1);
    }

    /** The rates, the oldest first. */
    List<Double> oldestFirst() {
        List<Double> rates = new ArrayList<>(known);
        for (int i = 0; i < known; i++) {
            rates.add(perSecond[(next - known + i + STRETCHES) % STRETCHES]);
        }
        return rates;
    }
}
