package org.statusaggregator.cli.output;

import java.util.function.Function;

/**
 * One column of a table, or one line of a card.
 *
 * @param header what stands above it, or before it
 * @param value the text of a row; may hold anything
 * @param kind text, which may be cut, or a number, which is never cut and stands on the right
 * @param wideOnly shown with {@code -o wide} only
 * @param tone what the row's value says
 */
record Column<M>(String header, Function<M, String> value, Kind kind, boolean wideOnly, Function<M, Tone> tone) {
    /** What a column holds. */
    enum Kind {
        /** May be cut. */
        TEXT,
        /** Never cut, aligned on the right. */
        NUMBER
    }

    String text(M row) {
        return SafeText.of(value.apply(row));
    }
}
