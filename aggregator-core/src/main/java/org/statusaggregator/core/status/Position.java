package org.statusaggregator.core.status;

/**
 * How far a reader has read a roster. The epoch and its end name the state of the roster that was read last; of that state, everything up to
 * {@code sequence} was read. A reader that was given everything stands at {@code sequence == end}; one that reads in portions stands before it, and
 * then holds a mixture: what a copy must know to continue it is the whole state, not only the rows that were read.
 *
 * @param epochId id of the roster's epoch when it was read; "" before the first read
 * @param sequence of the last change that was read; 0 before the first
 * @param end the roster's last sequence when it was read
 * @param floor nothing that the reader holds was gone before this sequence: removals up to it may be forgotten
 */
public record Position(String epochId, long sequence, long end, long floor) {
    /** Nothing read yet. */
    public static final Position START = new Position("", 0, 0, 0);

    /** The position of a reader that has read everything up to the sequence, which was the last one then. */
    public static Position at(String epochId, long sequence) {
        return new Position(epochId, sequence, sequence, sequence);
    }
}
