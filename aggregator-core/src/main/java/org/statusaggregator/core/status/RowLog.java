package org.statusaggregator.core.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one CIC server in version order: one for each user, and one for each removal that is still remembered. A row that changes again
 * moves to the end, so that "what is new after v" is a walk over what is new and nothing else; that one question serves owner, backup, view,
 * watchers and resumption.
 *
 * <p>It is an array of the rows' places in sequence order, in which superseded ones become holes; holes are squeezed out when the array is full. A
 * change replaces one reference and otherwise writes numbers, which no garbage collector has to follow. Not thread-safe.
 */
public final class RowLog {
    private static final int SMALLEST = 16;
    /** In the place of a row that is superseded or gone. */
    private static final int HOLE = Row.NO_PLACE;

    private final Places places = new Places();
    private final PlaceIndex index = new PlaceIndex(places);
    private int[] log = new int[SMALLEST];
    /** The sequence of each row in the log, also of the holes. */
    private long[] sequences = new long[SMALLEST];

    private int size;
    private int users;

    /** How many users there are; removals are not counted. */
    public int users() {
        return users;
    }

    /** How many removals are remembered. */
    public int removals() {
        return index.size() - users;
    }

    /** The sequence of the newest row; 0 = none yet. */
    public long lastSequence() {
        return size == 0 ? 0 : sequences[size - 1];
    }

    /** The row of this user, with the place that is its own here; null if there is none, or a removal. */
    public @Nullable Row user(String userId) {
        return userOf(Row.removed(userId, ""));
    }

    private @Nullable Row userOf(Row row) {
        return places.row(index.find(row, false));
    }

    /**
     * The rows of these rows' users, as {@link #user} has them. First it is guessed where each one stands and then looked whether that is right: memory is waited
     * for once for many, and not for one after the other.
     */
    @Nullable Row[] users(List<Row> rows) {
        int[] guesses = new int[rows.size()];
        for (int i = 0; i < guesses.length; i++) {
            guesses[i] = index.guess(rows.get(i));
        }
        @Nullable Row[] found = new Row[guesses.length];
        for (int i = 0; i < guesses.length; i++) {
            found[i] = places.row(guesses[i]);
        }
        for (int i = 0; i < guesses.length; i++) {
            if (!PlaceIndex.isThat(found[i], rows.get(i), false)) {
                found[i] = userOf(rows.get(i));
            }
        }
        return found;
    }

    /** The row that was put last, as it is held; null if it is gone. */
    @Nullable Row newest() {
        return size == 0 ? null : at(size - 1);
    }

    private @Nullable Row at(int index) {
        int place = log[index];
        return place == HOLE ? null : places.row(place);
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
        if (size == log.length) {
            makeRoom();
        }
        return row.isRemoved() ? putRemoval(row) : putUser(row);
    }

    private @Nullable Row putUser(Row row) {
        int place = find(row);
        Row before = places.row(place);
        if (removals() > 0 && (before == null || !before.hasAddressOf(row))) {
            drop(index.find(row, true));
        }
        if (before == null) {
            add(row);
            users++;
            return null;
        }
        log[places.index(place)] = HOLE;
        append(place, row.sharing(before));
        return before;
    }

    /** Where the user of this row stands: at the row's place, if that is right, as the id says otherwise; {@link Row#NO_PLACE} = nowhere. */
    private int find(Row row) {
        Row hinted = places.row(row.place());
        if (hinted != null && !hinted.isRemoved() && hinted.isOfUserOf(row)) {
            return row.place();
        }
        return index.find(row, false);
    }

    private @Nullable Row putRemoval(Row row) {
        int place = index.find(row, false);
        Row held = places.row(place);
        boolean same = held != null && held.hasAddressOf(row);
        if (same) {
            drop(place);
        }
        drop(index.find(row, true));
        add(row);
        return same ? held : null;
    }

    private void add(Row row) {
        int place = places.take(row.place());
        index.add(row, place);
        append(place, row.place() == place ? row : row.at(place));
    }

    private void append(int place, Row row) {
        places.set(place, row, size);
        log[size] = place;
        sequences[size] = row.sequence();
        size++;
    }

    private void drop(int place) {
        Row row = places.row(place);
        if (row != null) {
            index.remove(row, place);
            log[places.index(place)] = HOLE;
            users -= row.isRemoved() ? 0 : 1;
            places.giveBack(place);
        }
    }

    /** The rows after this sequence in order, at most {@code limit}. */
    public List<Row> after(long sequence, int limit) {
        List<Row> rows = new ArrayList<>(Math.min(limit, 64));
        for (int i = firstAfter(sequence); i < size && rows.size() < limit; i++) {
            Row row = at(i);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Every row, removals included, in version order. */
    public void forEach(Consumer<Row> action) {
        for (int i = 0; i < size; i++) {
            Row row = at(i);
            if (row != null) {
                action.accept(row);
            }
        }
    }

    /** How many rows and holes lie after this sequence: an upper bound of what a reader there has still to read. */
    public int distance(long sequence) {
        return size - firstAfter(sequence);
    }

    /** Forgets removals up to this sequence. */
    public void pruneRemovals(long throughSequence) {
        for (int i = 0; i < size && sequences[i] <= throughSequence; i++) {
            Row row = at(i);
            if (row != null && row.isRemoved()) {
                drop(log[i]);
            }
        }
    }

    /** The sequence up to which removals would have to be forgotten so that about {@code keep} remain; 0 = they do already. */
    long pruneTarget(int keep) {
        int excess = removals() - keep;
        long target = 0;
        for (int i = 0; i < size && excess > 0; i++) {
            Row row = at(i);
            if (row != null && row.isRemoved()) {
                target = row.sequence();
                excess--;
            }
        }
        return target;
    }

    /** Forgets everything. */
    public void clear() {
        index.clear();
        places.clear();
        log = new int[SMALLEST];
        sequences = new long[SMALLEST];
        size = 0;
        users = 0;
    }

    private void putOld(Row row) {
        boolean removal = row.isRemoved();
        Row held = places.row(index.find(row, removal));
        if (held != null && held.sequence() >= row.sequence()) {
            return;
        }
        List<Row> all = after(0, Integer.MAX_VALUE);
        all.removeIf(other -> PlaceIndex.isThat(other, row, removal) || other.sequence() == row.sequence());
        all.add(row);
        all.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
        clear();
        all.forEach(this::put);
    }

    /** Squeezes the holes out, into a larger array if there are few. */
    private void makeRoom() {
        int capacity = index.size() > size / 2 ? size + (size >> 1) : size;
        int[] oldLog = log;
        log = new int[capacity];
        long[] oldSequences = sequences;
        sequences = Arrays.copyOf(oldSequences, capacity);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int place = oldLog[i];
            if (place != HOLE) {
                places.move(place, kept);
                log[kept] = place;
                sequences[kept] = oldSequences[i];
                kept++;
            }
        }
        size = kept;
    }

    /** The first index whose sequence is greater. Guesses from the end first: readers are near it, and sequences have few gaps there. */
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
}
