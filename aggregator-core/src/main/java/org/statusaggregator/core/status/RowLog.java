package org.statusaggregator.core.status;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one CIC server in version order: one for each user, and one for each removal that is still remembered. A row that changes again
 * moves to the end, so that "what is new after v" is a walk over what is new and nothing else; that one question serves owner, backup, view,
 * watchers and resumption.
 *
 * <p>It is a tape of rows in sequence order, in which superseded ones become holes; holes are squeezed out when there are many. A change adds a reference at
 * the tape's end and otherwise writes numbers and a null, and does not look at the row that it takes the place of, if it knows already whose that is. Not
 * thread-safe.
 */
public final class RowLog {
    private static final int SMALLEST = 16;
    /** So many rows are fetched before the first of them is put: few enough to be still there when the last one is. */
    private static final int FETCHED = 64;

    private final Places places = new Places();
    private final PlaceIndex index = new PlaceIndex(this::standing);
    private RowTape tape = new RowTape();
    /** Rows and holes, beyond which holes are squeezed out. */
    private int room = SMALLEST;

    private int users;

    @SuppressWarnings("UnusedVariable") // without a place for what was read, nothing would be
    private int fetched;

    /** Told of the rows that are put. */
    public interface PutListener {
        /**
         * The row was put.
         *
         * @param row as it came
         * @param knownThere what {@link RowLog#put} answered
         */
        void onPut(Row row, boolean knownThere);
    }

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
        return tape.size() == 0 ? 0 : tape.sequence(tape.size() - 1);
    }

    /** The row of this user, with the place that is its own here; null if there is none, or a removal. */
    public @Nullable Row user(String userId) {
        return userOf(Row.removed(userId, ""));
    }

    private @Nullable Row userOf(Row row) {
        return standing(index.find(row, false));
    }

    /** The rows of these rows' users, as {@link #user} has them. */
    @Nullable Row[] users(List<Row> rows) {
        @Nullable Row[] found = new Row[rows.size()];
        for (int from = 0; from < found.length; from += FETCHED) {
            find(rows.subList(from, Math.min(found.length, from + FETCHED)), found, from);
        }
        return found;
    }

    /** First it is guessed where each one stands and then looked whether that is right. */
    private void find(List<Row> rows, @Nullable Row[] found, int from) {
        int[] guesses = new int[rows.size()];
        for (int i = 0; i < guesses.length; i++) {
            guesses[i] = index.guess(rows.get(i));
        }
        for (int i = 0; i < guesses.length; i++) {
            found[from + i] = standing(guesses[i]);
        }
        fetched = read(found, from, from + guesses.length);
        for (int i = 0; i < guesses.length; i++) {
            if (!PlaceIndex.isThat(found[from + i], rows.get(i), false)) {
                found[from + i] = userOf(rows.get(i));
            }
        }
    }

    /**
     * Reads of rows what they are compared by, without a use for it. What lies anywhere in memory is waited for once for many of them, and not for one after the
     * other.
     */
    private static int read(@Nullable Row[] rows, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            Row row = rows[i];
            all ^= row == null ? 0 : row.named();
        }
        for (int i = from; i < to; i++) {
            Row row = rows[i];
            if (row != null && row.named() > 0) {
                all ^= row.body()[0] ^ row.body()[row.named() - 1];
            }
        }
        return all;
    }

    /** What stands at this place, whatever place it is; null = nothing. */
    private @Nullable Row standing(int place) {
        return places.user(place) == null ? null : tape.row(places.index(place));
    }

    /** The row that was put last, as it is held; null if it is gone. */
    @Nullable Row newest() {
        return tape.size() == 0 ? null : tape.row(tape.size() - 1);
    }

    /** Puts the rows, one after the other. What they take the place of lies anywhere in memory, which is waited for once for many rows. */
    public void putAll(List<Row> rows, PutListener listener) {
        for (int from = 0; from < rows.size(); from += FETCHED) {
            List<Row> some = rows.subList(from, Math.min(rows.size(), from + FETCHED));
            fetch(some);
            for (Row row : some) {
                listener.onPut(row, put(row));
            }
        }
    }

    /** Has the processor fetch what {@link #putUser} will look at. */
    @SuppressWarnings("ReferenceEquality") // as there
    private void fetch(List<Row> rows) {
        @Nullable Row[] compared = new Row[rows.size()];
        int all = 0;
        for (int i = 0; i < compared.length; i++) {
            int place = rows.get(i).place();
            User user = places.user(place);
            if (user != null) {
                all ^= places.index(place);
                compared[i] = user == rows.get(i).user() ? null : tape.row(places.index(place));
            }
        }
        fetched = all ^ read(compared, 0, compared.length);
    }

    /**
     * Adds the row, in the place of what was held of its user. Newer rows are cheap; an older one, which only a repair brings, is not.
     *
     * @return whether it is sure that its user was held with the same address until now; so nothing has changed about who is where
     */
    public boolean put(Row row) {
        if (row.sequence() <= lastSequence()) {
            putOld(row);
            return false;
        }
        if (tape.size() == room) {
            makeRoom();
        }
        if (!row.isRemoved()) {
            return putUser(row);
        }
        putRemoval(row);
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // the same object is the point
    private boolean putUser(Row row) {
        int place = find(row);
        User before = places.user(place);
        if (before == null) {
            dropRemoval(row);
            add(row);
            users++;
            return false;
        }
        User user = before;
        boolean sameAddress = true;
        if (row.user() != before) { // the object itself is not looked at: it lies elsewhere in memory
            Row held = standing(place);
            sameAddress = held != null && held.hasAddressOf(row);
            if (!sameAddress) {
                dropRemoval(row);
            }
            // What another log shares is shared with that one from now on; what has just come is so only if it has to
            // be.
            user = sameAddress && !row.user().isShared() ? before : row.user().shared();
        }
        tape.remove(places.index(place));
        append(place, row.of(user, place));
        return sameAddress;
    }

    /** Where the user of this row stands: at the row's place, if that is right, as the id says otherwise; {@link Row#NO_PLACE} = nowhere. */
    @SuppressWarnings("ReferenceEquality") // mostly it is the same object; a removal's never is
    private int find(Row row) {
        if (places.user(row.place()) == row.user()) {
            return row.place();
        }
        return PlaceIndex.isThat(standing(row.place()), row, false) ? row.place() : index.find(row, false);
    }

    private void dropRemoval(Row row) {
        if (removals() > 0) {
            drop(index.find(row, true));
        }
    }

    private void putRemoval(Row row) {
        int place = index.find(row, false);
        Row held = standing(place);
        if (held != null && held.hasAddressOf(row)) {
            drop(place);
        }
        drop(index.find(row, true));
        add(row);
    }

    private void add(Row row) {
        int place = places.take(row.place());
        index.add(row, place);
        append(place, row.of(row.user().shared(), place));
    }

    private void append(int place, Row row) {
        places.set(place, row.user(), tape.add(row, place));
    }

    private void drop(int place) {
        Row row = standing(place);
        if (row != null) {
            index.remove(row, place);
            tape.remove(places.index(place));
            users -= row.isRemoved() ? 0 : 1;
            places.giveBack(place);
        }
    }

    /** The rows after this sequence in order, at most {@code limit}. */
    public List<Row> after(long sequence, int limit) {
        int first = tape.firstAfter(sequence);
        List<Row> rows = new ArrayList<>(Math.min(limit, tape.size() - first));
        for (int i = first; i < tape.size() && rows.size() < limit; i++) {
            Row row = tape.row(i);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Every row, removals included, in version order. */
    public void forEach(Consumer<Row> action) {
        for (int i = 0; i < tape.size(); i++) {
            Row row = tape.row(i);
            if (row != null) {
                action.accept(row);
            }
        }
    }

    /** How many rows and holes lie after this sequence: an upper bound of what a reader there has still to read. */
    public int distance(long sequence) {
        return tape.size() - tape.firstAfter(sequence);
    }

    /** Forgets removals up to this sequence. */
    public void pruneRemovals(long throughSequence) {
        for (int i = 0; i < tape.size() && tape.sequence(i) <= throughSequence; i++) {
            Row row = tape.row(i);
            if (row != null && row.isRemoved()) {
                drop(tape.place(i));
            }
        }
    }

    /** The sequence up to which removals would have to be forgotten so that about {@code keep} remain; 0 = they do already. */
    long pruneTarget(int keep) {
        int excess = removals() - keep;
        long target = 0;
        for (int i = 0; i < tape.size() && excess > 0; i++) {
            Row row = tape.row(i);
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
        tape = new RowTape();
        room = SMALLEST;
        users = 0;
    }

    private void putOld(Row row) {
        boolean removal = row.isRemoved();
        Row held = standing(index.find(row, removal));
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

    /** Squeezes the holes out, and has more room if there are few. */
    private void makeRoom() {
        room = index.size() > tape.size() / 2 ? tape.size() + (tape.size() >> 1) : tape.size();
        tape = tape.squeezed(places);
    }
}
