package org.statusaggregator.core.status;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a log by number. Numbers are small and dense, so that a change finds its user by an array and not by a hash: a row carries the number that the log
 * which held it first gave it, and logs that get rows from another one use the same numbers where they are free. To another log a number is only ever a
 * hint: whoever looks there checks the user's id. Not thread-safe.
 */
final class Places {
    private static final int SMALLEST = 16;
    /** A number beyond so many times what is in use is not taken over from another log. */
    private static final int SPARSE = 2;

    private @Nullable Row[] rows = new Row[SMALLEST];
    /** Where each row stands in the log. */
    private int[] indexes = new int[SMALLEST];
    /** Numbers that were given back and that nobody has taken since. */
    private final Set<Integer> free = new LinkedHashSet<>();
    /** All numbers from here on are unused. */
    private int end;

    /** What stands at this number, whatever number it is; null = nothing. */
    @Nullable Row row(int place) {
        return place >= 0 && place < end ? rows[place] : null;
    }

    /** Where in the log the row at this number stands. */
    int index(int place) {
        return indexes[place];
    }

    /** A number that nobody has: the wanted one, if that is free and not far out. {@link #set} has to follow. */
    int take(int wanted) {
        boolean fits = wanted >= 0 && wanted < SPARSE * (end + SMALLEST) && row(wanted) == null;
        int place = fits ? wanted : next();
        free.remove(place);
        if (place >= rows.length) {
            int length = Math.max(SPARSE * rows.length, place + 1);
            rows = Arrays.copyOf(rows, length);
            indexes = Arrays.copyOf(indexes, length);
        }
        end = Math.max(end, place + 1);
        return place;
    }

    /** The row stands at this number from now on, and there in the log. */
    void set(int place, Row row, int index) {
        rows[place] = row;
        indexes[place] = index;
    }

    /** What has this number stands there in the log from now on. */
    void move(int place, int index) {
        indexes[place] = index;
    }

    /** Nothing has this number any more. */
    void giveBack(int place) {
        rows[place] = null;
        free.add(place);
    }

    void clear() {
        rows = new Row[SMALLEST];
        indexes = new int[SMALLEST];
        free.clear();
        end = 0;
    }

    private int next() {
        return free.isEmpty() ? end : free.iterator().next();
    }
}
