package org.statusaggregator.core.status;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a log stand, by number. Numbers are small and dense, so that a change finds its user by an array and not by a hash: a row carries the number
 * that the log which held it first gave it, and logs that get rows from another one use the same numbers where they are free. To another log a number is only
 * ever a hint: whoever looks there checks whose row it is. Not thread-safe.
 */
final class Places {
    private static final int SMALLEST = 16;
    /** A number beyond so many times what is in use is not taken over from another log. */
    private static final int SPARSE = 2;

    /** Whose row stands at each number: kept beside the rows, so that nobody has to look at an old one to know that a new one takes its place. */
    private @Nullable User[] users = new User[SMALLEST];
    /** Where each row stands on the tape. */
    private int[] indexes = new int[SMALLEST];
    /** Numbers that were given back and that nobody has taken since. */
    private final Set<Integer> free = new LinkedHashSet<>();
    /** All numbers from here on are unused. */
    private int end;

    /** Whose row stands at this number, whatever number it is; null = nobody's. */
    @Nullable User user(int place) {
        return place >= 0 && place < end ? users[place] : null;
    }

    /** Where on the tape the row at this number stands. */
    int index(int place) {
        return indexes[place];
    }

    /** A number that nobody has: the wanted one, if that is free and not far out. {@link #set} has to follow. */
    int take(int wanted) {
        boolean fits = wanted >= 0 && wanted < SPARSE * (end + SMALLEST) && user(wanted) == null;
        int place = fits ? wanted : next();
        free.remove(place);
        if (place >= users.length) {
            int length = Math.max(SPARSE * users.length, place + 1);
            users = Arrays.copyOf(users, length);
            indexes = Arrays.copyOf(indexes, length);
        }
        end = Math.max(end, place + 1);
        return place;
    }

    /** This user's row stands at this number from now on, and there on the tape. */
    @SuppressWarnings(
            "ReferenceEquality") // mostly it is the same object, and a reference that is not written costs nothing
    void set(int place, User user, int index) {
        if (users[place] != user) {
            users[place] = user;
        }
        indexes[place] = index;
    }

    /** What has this number stands there on the tape from now on. */
    void move(int place, int index) {
        indexes[place] = index;
    }

    /** Nothing has this number any more. */
    void giveBack(int place) {
        users[place] = null;
        free.add(place);
    }

    void clear() {
        users = new User[SMALLEST];
        indexes = new int[SMALLEST];
        free.clear();
        end = 0;
    }

    private int next() {
        return free.isEmpty() ? end : free.iterator().next();
    }
}
