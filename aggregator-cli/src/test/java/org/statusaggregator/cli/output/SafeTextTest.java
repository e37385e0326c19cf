package org.statusaggregator.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void escapesWhatATerminalObeys() {
        assertThat(SafeText.of("a\u001b[2Jb")).isEqualTo("a\\u001b[2Jb");
        assertThat(SafeText.of("line\nfeed\ttab\rreturn")).isEqualTo("line\\u000afeed\\u0009tab\\u000dreturn");
        assertThat(SafeText.of("c1 \u009b31m")).isEqualTo("c1 \\u009b31m");
        assertThat(SafeText.of("\u202egnp.exe")).isEqualTo("\\u202egnp.exe");
    }

    @Test
    void leavesOrdinaryTextOfAllLanguagesAlone() {
        assertThat(SafeText.of("Zoë Müller 東京 👩 \\u001b")).isEqualTo("Zoë Müller 東京 👩 \\u001b");
    }

    @Test
    void keepsTheLinesOfADocument() {
        assertThat(SafeText.document("{\n  \"a\": \"\u009b\"\n}")).isEqualTo("{\n  \"a\": \"\\u009b\"\n}");
    }
}
