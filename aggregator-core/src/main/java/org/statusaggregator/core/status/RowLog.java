package org.statusaggregator.core.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one CIC server in version order: one for each user, and one for each removal that is still remembered. A row that changes again
 * moves to the end, so that "what is new after v" is a walk over what is new and nothing else; that one question serves owner, backup, view,
 * watchers and resumption.
 *
 * <p>It is an array in sequence order in which superseded slots become holes; holes are squeezed out when the array is full. Not thread-safe.
 */
public final class RowLog {
    private static final int SMALLEST = 16;
    /** Joins user id and address in the key of a removal; no user id contains it. */
    private static final char SEPARATOR = '\0';

    /** By user id, and by user id and address for removals. */
    private final Map<String, Slot> byKey = new HashMap<>();

    private final Places places = new Places();
    private @Nullable Slot[] slots = new Slot[SMALLEST];
    /** The sequence of each slot, also of the holes. */
    private long[] sequences = new long[SMALLEST];

    private int size;
    private int users;

    /** Where a row stands. A user keeps it for good: a change moves it to the end, and touches nothing else. */
    static final class Slot {
        Row row;
        int index;

        Slot(Row row) {
            this.row = row;
        }
    }

    /** How many users there are; removals are not counted. */
    public int users() {
        return users;
    }

    /** How many removals are remembered. */
    public int removals() {
        return byKey.size() - users;
    }

    /** The sequence of the newest row; 0 = none yet. */
    public long lastSequence() {
        return size == 0 ? 0 : sequences[size - 1];
    }

    /** The row of this user; null if there is none, or a removal. */
    public @Nullable Row user(String userId) {
        Slot slot = byKey.get(userId);
        return slot == null ? null : slot.row;
    }

    /** The place by which this row, which the log holds, is found at once; {@link Row#NO_PLACE} if there is none. */
    int place(Row held) {
        Slot slot = places.at(held.place());
        return slot != null && slot.row.userId().equals(held.userId()) ? held.place() : Row.NO_PLACE;
    }

    /** The row that was put last, as it is held; null if it is gone. */
    @Nullable Row newest() {
        Slot slot = size == 0 ? null : slots[size - 1];
        return slot == null ? null : slot.row;
    }

    /**
     * Adds the row, in the place of what was held of its user. Newer rows are cheap; an older one, which only a repair brings, is not.
     *
     * @return the row of the user that it took the place of; null if there was none, or the row was not newer than everything
     */
    public @Nullable Row put(Row row) {
        if (row.sequence() <= lastSequence()) {
            putOld(row);
            return null;
        }
        if (size == slots.length) {
            makeRoom();
        }
        return row.isRemoved() ? putRemoval(row) : putUser(row);
    }

    private @Nullable Row putUser(Row row) {
        Slot slot = find(row);
        if (removals() > 0 && (slot == null || !slot.row.email().equals(row.email()))) {
            drop(byKey.get(removalKey(row)));
        }
        if (slot == null) {
            slot = new Slot(row);
            places.give(slot);
            byKey.put(row.userId(), slot);
            append(slot);
            users++;
            return null;
        }
        Row before = slot.row;
        slots[slot.index] = null;
        slot.row = row.sharing(before);
        append(slot);
        return before;
    }

    /** By its place, if that is right; by its id otherwise. */
    private @Nullable Slot find(Row row) {
        Slot slot = places.at(row.place());
        return slot != null && slot.row.userId().equals(row.userId()) ? slot : byKey.get(row.userId());
    }

    private @Nullable Row putRemoval(Row row) {
        Slot held = byKey.get(row.userId());
        boolean same = held != null && held.row.email().equals(row.email());
        drop(same ? held : null);
        String key = removalKey(row);
        drop(byKey.get(key));
        Slot slot = new Slot(row);
        byKey.put(key, slot);
        append(slot);
        return same && held != null ? held.row : null;
    }

    private void append(Slot slot) {
        slot.index = size;
        slots[size] = slot;
        sequences[size] = slot.row.sequence();
        size++;
    }

    private void drop(@Nullable Slot slot) {
        if (slot != null) {
            slots[slot.index] = null;
            byKey.remove(key(slot.row));
            places.takeBack(slot);
            users -= slot.row.isRemoved() ? 0 : 1;
        }
    }

    /** The rows after this sequence in order, at most {@code limit}. */
    public List<Row> after(long sequence, int limit) {
        List<Row> rows = new ArrayList<>(Math.min(limit, 64));
        for (int i = firstAfter(sequence); i < size && rows.size() < limit; i++) {
            Slot slot = slots[i];
            if (slot != null) {
                rows.add(slot.row);
            }
        }
        return rows;
    }

    /** Every row, removals included, in version order. */
    public void forEach(Consumer<Row> action) {
        for (int i = 0; i < size; i++) {
            Slot slot = slots[i];
            if (slot != null) {
                action.accept(slot.row);
            }
        }
    }

    /** How many slots lie after this sequence: an upper bound of what a reader there has still to read. */
    public int distance(long sequence) {
        return size - firstAfter(sequence);
    }

    /** Forgets removals up to this sequence. */
    public void pruneRemovals(long throughSequence) {
        for (int i = 0; i < size && sequences[i] <= throughSequence; i++) {
            Slot slot = slots[i];
            if (slot != null && slot.row.isRemoved()) {
                drop(slot);
            }
        }
    }

    /** The sequence up to which removals would have to be forgotten so that about {@code keep} remain; 0 = they do already. */
    long pruneTarget(int keep) {
        int excess = removals() - keep;
        long target = 0;
        for (int i = 0; i < size && excess > 0; i++) {
            Slot slot = slots[i];
            if (slot != null && slot.row.isRemoved()) {
                target = slot.row.sequence();
                excess--;
            }
        }
        return target;
    }

    /** Forgets everything. */
    public void clear() {
        byKey.clear();
        places.clear();
        slots = new Slot[SMALLEST];
        sequences = new long[SMALLEST];
        size = 0;
        users = 0;
    }

    private void putOld(Row row) {
        Slot held = byKey.get(key(row));
        if (held != null && held.row.sequence() >= row.sequence()) {
            return;
        }
        List<Row> all = after(0, Integer.MAX_VALUE);
        all.removeIf(other -> key(other).equals(key(row)) || other.sequence() == row.sequence());
        all.add(row);
        all.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
        clear();
        all.forEach(this::put);
    }

    /** Squeezes the holes out, into a larger array if there are few. */
    private void makeRoom() {
        int capacity = byKey.size() > size / 2 ? size + (size >> 1) : size;
        @Nullable Slot[] oldSlots = slots;
        slots = new Slot[capacity];
        long[] oldSequences = sequences;
        sequences = Arrays.copyOf(oldSequences, capacity);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Slot slot = oldSlots[i];
            if (slot != null) {
                slot.index = kept;
                slots[kept] = slot;
                sequences[kept] = oldSequences[i];
                kept++;
            }
        }
        size = kept;
    }

    /** The first slot whose sequence is greater. Guesses from the end first: readers are near it, and sequences have few gaps there. */
    private int firstAfter(long sequence) {
        if (size == 0 || sequence >= sequences[size - 1]) {
            return size;
        }
        long guess = size - 1 - (sequences[size - 1] - sequence) + 1;
        if (guess > 0 && sequences[(int) guess] > sequence && sequences[(int) guess - 1] <= sequence) {
            return (int) guess;
        }
        int at = Arrays.binarySearch(sequences, 0, size, sequence);
        return at >= 0 ? at + 1 : -at - 1;
    }

    private static String key(Row row) {
        return row.isRemoved() ? removalKey(row) : row.userId();
    }

    private static String removalKey(Row row) {
        return row.userId() + SEPARATOR + row.email();
    }
}
