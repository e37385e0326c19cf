package org.statusaggregator.core.status;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a log in the order of their sequences, one behind the other, and holes where rows were. It grows at its end, in pieces: a reference that is
 * written to an array as young as what it refers to costs a garbage collector nothing, while in a large, old array each one has to be noted, with a fence that
 * keeps the processor from going on. Making a hole writes null, which is noted only while the collector marks. Not thread-safe.
 */
final class RowTape {
    private static final int SHIFT = 8;
    private static final int PIECE = 1 << SHIFT;

    private Piece[] pieces = new Piece[0];
    private int size;

    /** So many rows and holes in a row. */
    private static final class Piece {
        final @Nullable Row[] rows = new Row[PIECE];
        final int[] places = new int[PIECE];
        final long[] sequences = new long[PIECE];
    }

    /** How many rows and holes there are. */
    int size() {
        return size;
    }

    /** The row at this index; null = a hole. */
    @Nullable Row row(int index) {
        return piece(index).rows[index & (PIECE - 1)];
    }

    /** The place of the row that stands or stood at this index. */
    int place(int index) {
        return piece(index).places[index & (PIECE - 1)];
    }

    /** The sequence of the row that stands or stood at this index. */
    long sequence(int index) {
        return piece(index).sequences[index & (PIECE - 1)];
    }

    private Piece piece(int index) {
        return pieces[index >> SHIFT];
    }

    /** Adds a row. Answers its index. */
    int add(Row row, int place) {
        return add(row, place, row.sequence());
    }

    private int add(Row row, int place, long sequence) {
        int number = size >> SHIFT;
        int at = size & (PIECE - 1);
        if (at == 0) {
            if (number == pieces.length) {
                pieces = Arrays.copyOf(pieces, Math.max(1, 2 * number));
            }
            pieces[number] = new Piece();
        }
        Piece last = pieces[number];
        last.rows[at] = row;
        last.places[at] = place;
        last.sequences[at] = sequence;
        return size++;
    }

    /** Makes a hole where this row was. */
    void remove(int index) {
        piece(index).rows[index & (PIECE - 1)] = null;
    }

    /** The index of the first row or hole with a greater sequence. Guesses from the end first: readers are near it, and sequences have few gaps there. */
    int firstAfter(long sequence) {
        if (size == 0 || sequence >= sequence(size - 1)) {
            return size;
        }
        long guess = size - (sequence(size - 1) - sequence);
        // A reader may name any number, also one so far below that the difference overflows.
        if (guess > 0 && guess < size && sequence((int) guess) > sequence && sequence((int) guess - 1) <= sequence) {
            return (int) guess;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sequence(middle) > sequence) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * The same rows without the holes.
     *
     * @param places are told where the rows stand there
     */
    RowTape squeezed(Places places) {
        RowTape squeezed = new RowTape();
        for (int i = 0; i < size; i++) {
            Row row = row(i);
            if (row != null) {
                // The row itself, which lies anywhere in memory, is not looked at.
                places.move(place(i), squeezed.add(row, place(i), sequence(i)));
            }
        }
        return squeezed;
    }
}
