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

    private final Map<String, Row> byKey = new HashMap<>();
    private @Nullable Row[] slots = new Row[SMALLEST];
    /** The sequence of each slot, also of the holes. */
    private long[] sequences = new long[SMALLEST];

    private int size;
    private int users;

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
        return byKey.get(userId);
    }

    /** Adds the row, in the place of what was held of its user. Newer rows are cheap; an older one, which only a repair brings, is not. */
    public void put(Row row) {
        if (row.sequence() <= lastSequence()) {
            putOld(row);
            return;
        }
        drop(row.isRemoved() ? sameAddress(row) : byKey.get(row.userId()));
        if (removals() > 0) {
            drop(byKey.get(removalKey(row)));
        }
        append(row);
    }

    /** The rows after this sequence in order, at most {@code limit}. */
    public List<Row> after(long sequence, int limit) {
        List<Row> rows = new ArrayList<>(Math.min(limit, 64));
        for (int i = firstAfter(sequence); i < size && rows.size() < limit; i++) {
            Row row = slots[i];
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Every row, removals included, in version order. */
    public void forEach(Consumer<Row> action) {
        for (int i = 0; i < size; i++) {
            Row row = slots[i];
            if (row != null) {
                action.accept(row);
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
            Row row = slots[i];
            if (row != null && row.isRemoved()) {
                drop(row);
            }
        }
    }

    /** The sequence up to which removals would have to be forgotten so that about {@code keep} remain; 0 = they do already. */
    long pruneTarget(int keep) {
        int excess = removals() - keep;
        long target = 0;
        for (int i = 0; i < size && excess > 0; i++) {
            Row row = slots[i];
            if (row != null && row.isRemoved()) {
                target = row.sequence();
                excess--;
            }
        }
        return target;
    }

    /** Forgets everything. */
    public void clear() {
        byKey.clear();
        slots = new Row[SMALLEST];
        sequences = new long[SMALLEST];
        size = 0;
        users = 0;
    }

    private @Nullable Row sameAddress(Row removal) {
        Row held = byKey.get(removal.userId());
        return held != null && held.email().equals(removal.email()) ? held : null;
    }

    private void append(Row row) {
        if (size == slots.length) {
            makeRoom();
        }
        slots[size] = row;
        sequences[size] = row.sequence();
        size++;
        byKey.put(key(row), row);
        users += row.isRemoved() ? 0 : 1;
    }

    private void drop(@Nullable Row row) {
        if (row == null) {
            return;
        }
        slots[firstAfter(row.sequence() - 1)] = null;
        byKey.remove(key(row));
        users -= row.isRemoved() ? 0 : 1;
    }

    private void putOld(Row row) {
        Row held = byKey.get(key(row));
        if (held != null && held.sequence() >= row.sequence()) {
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
        @Nullable Row[] oldSlots = slots;
        slots = new Row[capacity];
        long[] oldSequences = sequences;
        sequences = Arrays.copyOf(oldSequences, capacity);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (oldSlots[i] != null) {
                slots[kept] = oldSlots[i];
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
