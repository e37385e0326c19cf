package org.statusaggregator.core.status;

/**
 * A stretch of a roster's history with one origin. Inside an epoch the sequence decides the content: two rosters that know the same epoch id agree
 * on everything up to the smaller of their ends. That is what lets any node continue what another began, and recognise what it cannot.
 *
 * @param number grows by one from epoch to epoch
 * @param id random, unique: two sides of a network split that open the same number do not share it
 * @param first the first sequence that belongs to it
 * @param cause why it began
 */
public record Epoch(long number, String id, long first, Cause cause) {
    /** Why an epoch began. The order of the constants is stored and travels between nodes: append only. */
    public enum Cause {
        /** The CIC server opened a session. */
        OPENED,
        /** Its lease ran out, or it closed its session. */
        ENDED,
        /** It was read back from disk. */
        RESTORED,
        /** It won against another after a network split that had gone further by number. */
        MERGED;

        private static final Cause[] VALUES = values();

        /** The constant with this ordinal. */
        public static Cause of(int ordinal) {
            return VALUES[ordinal];
        }
    }
}
