package org.statusaggregator.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisplayWidthTest {
    @Test
    void countsColumnsNotCharacters() {
        assertThat(DisplayWidth.of("Available")).isEqualTo(9);
        assertThat(DisplayWidth.of("Zoe\u0308")).isEqualTo(3);
        assertThat(DisplayWidth.of("東京")).isEqualTo(4);
        assertThat(DisplayWidth.of("👩")).isEqualTo(2);
    }

    @Test
    void cutsWithAnEllipsisAndNeverInsideACharacter() {
        assertThat(DisplayWidth.cut("Available", 9)).isEqualTo("Available");
        assertThat(DisplayWidth.cut("Available", 5)).isEqualTo("Avai…");
        assertThat(DisplayWidth.cut("東京都", 4)).isEqualTo("東…");
        assertThat(DisplayWidth.cut("👩👩", 3)).isEqualTo("👩…");
    }
}
