package org.statusaggregator.connector.simulate;

import java.util.Locale;

/**
 * How many seconds of a source's own time pass in one second of ours.
 *
 * @param factor from 0.001 to 1,000,000, or infinity for as fast as the sink takes
 */
public record Speed(double factor) {
    /** As it happened. */
    public static final Speed NORMAL = new Speed(1);
    /** As fast as the sink takes. */
    public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

    private static final double SLOWEST = 0.001;
    private static final double FASTEST = 1_000_000;

    /** Checks the factor. */
    public Speed {
        if (!(factor >= SLOWEST && (factor <= FASTEST || Double.isInfinite(factor)))) {
            throw new IllegalArgumentException("speed: " + factor + " (expected: 0.001 to 1000000, or max)");
        }
    }

    /**
     * Reads a number, or {@code max}.
     *
     * @throws IllegalArgumentException if the text is neither, or out of range
     */
    public static Speed parse(String text) {
        if (text.toLowerCase(Locale.ROOT).equals("max")) {
            return MAX;
        }
        try {
            double factor = Double.parseDouble(text);
            if (Double.isFinite(factor)) {
                return new Speed(factor);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("speed: " + text + " (expected: a number such as 1 or 10, or max)", e);
        }
        throw new IllegalArgumentException("speed: " + text + " (expected: a number such as 1 or 10, or max)");
    }

    /** How long this stretch of the source's time takes in ours, both in nanoseconds. */
    long wallNanos(long sourceNanos) {
        return (long) (sourceNanos / factor);
    }

    @Override
    public String toString() {
        return Double.isInfinite(factor)
                ? "max"
                : factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
    }
}
