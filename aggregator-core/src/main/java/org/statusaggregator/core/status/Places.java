package org.statusaggregator.core.status;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the users of a log, small and dense, so that a change finds its user by an array and not by a hash. A row carries the number that the log which
 * held it first gave it; logs that get rows from another one use the same numbers where they are free. A number is only ever a hint: whoever looks there checks
 * the user's id. Not thread-safe.
 */
final class Places {
    private static final int SMALLEST = 16;
    /** A number beyond so many times what is in use is not taken over from another log. */
    private static final int SPARSE = 2;

    private @Nullable RowLog.Slot[] slots = new RowLog.Slot[SMALLEST];
    /** Numbers that were given back. Some of them may be in use again. */
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    /** All numbers from here on are unused. */
    private int end;

    /** What stands at this number, whatever number it is; null = nothing. */
    RowLog.@Nullable Slot at(int place) {
        return place >= 0 && place < end ? slots[place] : null;
    }

    /** Lets the slot stand at its row's number, if that is free; gives its row a number if it has none. */
    void give(RowLog.Slot slot) {
        int wanted = slot.row.place();
        if (wanted == Row.NO_PLACE) {
            wanted = next();
            slot.row = slot.row.at(wanted);
        }
        if (wanted >= 0 && wanted < SPARSE * (end + SMALLEST) && at(wanted) == null) {
            if (wanted >= slots.length) {
                slots = Arrays.copyOf(slots, Math.max(SPARSE * slots.length, wanted + 1));
            }
            slots[wanted] = slot;
            end = Math.max(end, wanted + 1);
        }
    }

    /** The slot is nowhere any more. */
    void takeBack(RowLog.Slot slot) {
        int place = slot.row.place();
        if (at(place) == slot) {
            slots[place] = null;
            free.push(place);
        }
    }

    void clear() {
        slots = new RowLog.Slot[SMALLEST];
        free.clear();
        end = 0;
    }

    private int next() {
        while (!free.isEmpty()) {
            int place = free.pop();
            if (at(place) == null) {
                return place;
            }
        }
        return end;
    }
}
