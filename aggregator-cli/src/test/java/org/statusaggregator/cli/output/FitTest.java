package org.statusaggregator.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FitTest {
    @Test
    void leavesATableThatFitsAlone() {
        assertThat(Fit.into(30, new int[] {10, 20}, List.of(new int[] {4, 4}))).containsExactly(10, 20);
    }

    @Test
    void takesFromTheWidestColumnFirst() {
        assertThat(Fit.into(20, new int[] {5, 40, 3}, List.of(new int[] {4, 4, 3})))
                .containsExactly(5, 12, 3);
        assertThat(Fit.into(20, new int[] {15, 15}, List.of(new int[] {4, 4}))).containsExactly(10, 10);
    }

    @Test
    void goesBelowAFloorOnlyWhenTheNextOneAllowsIt() {
        assertThat(Fit.into(18, new int[] {10, 20}, List.of(new int[] {10, 6}, new int[] {4, 6})))
                .containsExactly(10, 8);
        assertThat(Fit.into(14, new int[] {10, 20}, List.of(new int[] {10, 6}, new int[] {4, 6})))
                .containsExactly(8, 6);
        assertThat(Fit.into(5, new int[] {10, 20}, List.of(new int[] {10, 6}, new int[] {4, 6})))
                .containsExactly(4, 6);
    }
}
