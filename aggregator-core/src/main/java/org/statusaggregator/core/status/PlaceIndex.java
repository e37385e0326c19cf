package org.statusaggregator.core.status;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place of a user's row by the user's id, and of a removal by id and address. Holds numbers only, no keys: a hash tells where a row probably is, the row
 * itself whether it is that one. A hash map would go through an entry, a text, its bytes and a boxed number for each, all of them elsewhere in memory.
 * Not thread-safe.
 */
final class PlaceIndex {
    private static final int SMALLEST = 32;
    private static final long PLACE = 0xFFFF_FFFFL;

    private final IntFunction<@Nullable Row> rows;
    /** Place + 1, above it the hash; 0 = free. At most half of it is used. */
    private long[] slots = new long[SMALLEST];

    private int size;

    /**
     * An empty index.
     *
     * @param rows what stands at a place, whatever place it is
     */
    PlaceIndex(IntFunction<@Nullable Row> rows) {
        this.rows = rows;
    }

    int size() {
        return size;
    }

    /** Where the row of that row's user probably stands, by its hash and without a look at it; {@link Row#NO_PLACE} = nowhere. */
    int guess(Row row) {
        int hash = hash(row, false);
        int mask = slots.length - 1;
        int i = hash & mask;
        while (slots[i] != 0 && (int) (slots[i] >>> 32) != hash) {
            i = (i + 1) & mask;
        }
        return (int) (slots[i] & PLACE) - 1;
    }

    /** Where the row of that row's user stands, or the removal of that user with that address; {@link Row#NO_PLACE} = nowhere. */
    int find(Row row, boolean removal) {
        int hash = hash(row, removal);
        int mask = slots.length - 1;
        for (int i = hash & mask; slots[i] != 0; i = (i + 1) & mask) {
            int place = (int) (slots[i] & PLACE) - 1;
            if ((int) (slots[i] >>> 32) == hash && isThat(rows.apply(place), row, removal)) {
                return place;
            }
        }
        return Row.NO_PLACE;
    }

    /** Whether this is a row of that row's user, or the removal of that user with that address. */
    static boolean isThat(@Nullable Row held, Row row, boolean removal) {
        return held != null
                && held.isRemoved() == removal
                && held.isOfUserOf(row)
                && (!removal || held.hasAddressOf(row));
    }

    /** Adds a row that is not there yet and is about to stand at this place. */
    void add(Row row, int place) {
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        put(((long) hash(row, row.isRemoved()) << 32) | (place + 1));
        size++;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long slot : old) {
            if (slot != 0) {
                put(slot);
            }
        }
    }

    private void put(long slot) {
        int mask = slots.length - 1;
        int i = (int) (slot >>> 32) & mask;
        while (slots[i] != 0) {
            i = (i + 1) & mask;
        }
        slots[i] = slot;
    }

    /** Removes the row that stands at this place. */
    void remove(Row row, int place) {
        int mask = slots.length - 1;
        int gap = hash(row, row.isRemoved()) & mask;
        while ((int) (slots[gap] & PLACE) != place + 1) {
            if (slots[gap] == 0) {
                throw new IllegalStateException("place " + place + " of " + row.userId() + " is not in the index");
            }
            gap = (gap + 1) & mask;
        }
        // What follows without a gap may have been pushed there by what is removed: it moves up.
        for (int i = (gap + 1) & mask; slots[i] != 0; i = (i + 1) & mask) {
            int wanted = (int) (slots[i] >>> 32) & mask;
            if (((i - wanted) & mask) >= ((i - gap) & mask)) {
                slots[gap] = slots[i];
                gap = i;
            }
        }
        slots[gap] = 0;
        size--;
    }

    void clear() {
        slots = new long[SMALLEST];
        size = 0;
    }

    private static int hash(Row row, boolean removal) {
        return removal ? row.user().hashWithEmail() : row.user().hash();
    }
}
