package org.statusaggregator.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {
    private final Window window = new Window();

    @Test
    void onlyASilenceThatEndsAfterTheKillIsTheKills() {
        assertThat(window.isAfterKill(Long.MAX_VALUE - 1)).isFalse();
        window.kill(100);
        assertThat(window.isAfterKill(99)).isFalse();
        assertThat(window.isAfterKill(100)).isTrue();
    }
}
