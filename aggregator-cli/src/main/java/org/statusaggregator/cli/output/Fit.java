package org.statusaggregator.cli.output;

import java.util.Arrays;

/** Decides which columns of a table give way when it is wider than the terminal. */
final class Fit {
    /** Less than this says nothing. */
    private static final int LEAST = 4;

    private Fit() {}

    /**
     * The widths that add up to at most {@code room}: the widest column gives first, so that the narrow ones stay readable. A table that
     * cannot fit with every column at its narrowest stays too wide.
     *
     * @param widths what each column wants
     * @param narrowest what each column needs; headers may be cut too, down to 4 columns, when nothing else is left
     */
    static int[] into(int room, int[] widths, int[] narrowest) {
        int[] fitted = Arrays.copyOf(widths, widths.length);
        int[] floor = Arrays.copyOf(narrowest, narrowest.length);
        shrink(room, fitted, floor);
        for (int c = 0; c < floor.length; c++) {
            floor[c] = narrowest[c] == widths[c] ? narrowest[c] : Math.min(narrowest[c], LEAST);
        }
        shrink(room, fitted, floor);
        return fitted;
    }

    private static void shrink(int room, int[] fitted, int[] floor) {
        while (Arrays.stream(fitted).sum() > room) {
            int widest = -1;
            for (int c = 0; c < fitted.length; c++) {
                if (fitted[c] > floor[c] && (widest < 0 || fitted[c] > fitted[widest])) {
                    widest = c;
                }
            }
            if (widest < 0) {
                return;
            }
            fitted[widest]--;
        }
    }
}
