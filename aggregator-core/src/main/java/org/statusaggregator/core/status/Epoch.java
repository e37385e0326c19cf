package org.statusaggregator.core.status;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a roster's history with one origin. Inside an epoch the sequence decides the content: two rosters that know the same branch agree on
 * everything up to the smaller of their ends. That is what lets any node continue what another began, and recognise what it cannot.
 *
 * @param number grows by one from epoch to epoch
 * @param id of what began it, random: the session that was opened, for instance. A request that is repeated after its outcome was lost begins an
 *     epoch with the same id on another past
 * @param first the first sequence that belongs to it
 * @param cause why it began
 * @param branch a digest of this epoch's beginning and of all epochs before it, never 0: the same only where the whole past is the same
 */
public record Epoch(long number, String id, long first, Cause cause, long branch) {
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

    /**
     * The epoch that follows another.
     *
     * @param before the epoch before; null = none
     */
    static Epoch after(@Nullable Epoch before, long number, String id, long first, Cause cause) {
        String beginning = (before == null ? 0 : before.branch) + " " + number + " " + id + " " + first;
        return new Epoch(number, id, first, cause, digest(beginning));
    }

    /** The same for the same text, never 0. */
    static long digest(String text) {
        UUID digest = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        long folded = digest.getMostSignificantBits() ^ digest.getLeastSignificantBits();
        return folded == 0 ? 1 : folded;
    }

    /** The same epoch with a past of its own. */
    Epoch apart(long salt) {
        return new Epoch(number, id, first, cause, branch ^ salt);
    }
}
