package org.statusaggregator.core.status;

/**
 * How far a reader has read a roster. The branch and the end name the state of the roster that was read last; of that state, everything up to
 * {@code sequence} was read. A reader that was given everything stands at the end; one that reads in portions stands before it and holds a mixture:
 * whoever is to continue it must know that whole state, not only the rows that were read, because newer rows have left gaps among them.
 *
 * @param branch of the roster's epoch when it was read; 0 before the first read
 * @param sequence of the last change that was read; 0 before the first
 * @param end the roster's last sequence when it was read
 * @param began the roster's last sequence when the reader began from nothing: what was removed before, it never held; 0 = not known
 */
public record Position(long branch, long sequence, long end, long began) {
    /** Nothing read yet. */
    public static final Position START = new Position(0, 0, 0, 0);
}
