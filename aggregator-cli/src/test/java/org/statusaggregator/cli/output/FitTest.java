package org.statusaggregator.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FitTest {
    @Test
    void leavesATableThatFitsAlone() {
        assertThat(Fit.into(30, new int[] {10, 20}, new int[] {4, 4})).containsExactly(10, 20);
    }

    @Test
    void takesFromTheWidestColumnFirst() {
        assertThat(Fit.into(20, new int[] {5, 40, 3}, new int[] {4, 4, 3})).containsExactly(5, 12, 3);
        assertThat(Fit.into(20, new int[] {15, 15}, new int[] {4, 4})).containsExactly(10, 10);
    }

    @Test
    void neverCutsANumberAndCutsHeadersLast() {
        assertThat(Fit.into(12, new int[] {8, 10}, new int[] {8, 6})).containsExactly(8, 4);
        assertThat(Fit.into(5, new int[] {8, 10}, new int[] {8, 6})).containsExactly(8, 4);
    }
}
