package org.statusaggregator.cli.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void takesTheWidthFromColumns() {
        assertThat(Terminal.of(Map.of("COLUMNS", "132"), true).width()).isEqualTo(132);
        assertThat(Terminal.of(Map.of("COLUMNS", "3"), true).width()).isEqualTo(40);
    }

    @Test
    void assumesEightyColumnsOnATerminalAndCutsNothingInAPipe() {
        assertThat(Terminal.of(Map.of(), true).width()).isEqualTo(80);
        assertThat(Terminal.of(Map.of("COLUMNS", "wide"), true).width()).isEqualTo(80);
        assertThat(Terminal.of(Map.of(), false).width()).isEqualTo(10_000);
    }

    @Test
    void usesColoursOnlyOnATerminalThatWantsThem() {
        assertThat(Terminal.of(Map.of(), true).colour()).isTrue();
        assertThat(Terminal.of(Map.of(), false).colour()).isFalse();
        assertThat(Terminal.of(Map.of("NO_COLOR", "1"), true).colour()).isFalse();
        assertThat(Terminal.of(Map.of("NO_COLOR", ""), true).colour()).isTrue();
        assertThat(Terminal.of(Map.of("TERM", "dumb"), true).colour()).isFalse();
    }
}
