package org.statusaggregator.cli.output;

import java.util.Arrays;
import java.util.List;

/** Decides which columns of a table give way when it is wider than the terminal. */
final class Fit {
    private Fit() {}

    /**
     * The widths that add up to at most {@code room}: the widest column gives first, so that the narrow ones stay readable. A table that
     * cannot fit with every column at the last floor stays too wide.
     *
     * @param widths what each column wants
     * @param floors how far each column may be cut, one array after the other until the table fits
     */
    static int[] into(int room, int[] widths, List<int[]> floors) {
        int[] fitted = Arrays.copyOf(widths, widths.length);
        floors.forEach(floor -> shrink(room, fitted, floor));
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
