package org.statusaggregator.core.status;

/**
 * How far a reader has read a roster: everything up to the sequence, in the history that leads through the epoch.
 *
 * @param epochId id of the roster's epoch when it was read; "" before the first read
 * @param sequence of the last change that was read; 0 before the first
 * @param began when the reader began from nothing, removals up to this sequence were forgotten already, so it cannot have missed them
 */
public record Position(String epochId, long sequence, long began) {
    /** Nothing read yet. */
    public static final Position START = new Position("", 0);

    /** The position of a reader whose beginning is not known. */
    public Position(String epochId, long sequence) {
        this(epochId, sequence, 0);
    }
}
