package org.statusaggregator.core.directory.replica;

/**
 * How far a reader has read a list.
 *
 * @param commit the id of the state that it has, or reads towards; 0 = it has nothing
 * @param sequence it has every change up to this one
 * @param began the end of the list when the reader began to read all of it: removals after that reach it as changes
 */
public record ListPosition(long commit, long sequence, long began) {
    /** Nothing was read. */
    public static final ListPosition START = new ListPosition(0, 0, 0);
}
