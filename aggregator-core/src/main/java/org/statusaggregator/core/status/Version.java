package org.statusaggregator.core.status;

/**
 * The version of a row: what decides which of two rows of one user is newer. Never a wall clock: CIC timestamps have a granularity of one
 * second, and machines disagree.
 *
 * @param epoch grows by one each time the CIC server opens a session or is found dead; 0 before the first
 * @param sequence counts the changes of one CIC server; goes on counting across epochs
 */
public record Version(long epoch, long sequence) implements Comparable<Version> {
    /** Older than every version of a row. */
    public static final Version NONE = new Version(0, 0);

    @Override
    public int compareTo(Version other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }

    /** Whether this version is greater than the other. */
    public boolean isAfter(Version other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return epoch + "." + sequence;
    }
}
