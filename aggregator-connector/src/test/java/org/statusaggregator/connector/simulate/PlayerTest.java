package org.statusaggregator.connector.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.statusaggregator.core.status.Status;

class PlayerTest {
    private static final long SECOND = 1_000_000_000L;

    private final Path dir;

    PlayerTest(@TempDir Path dir) {
        this.dir = dir;
    }

    /** Time that passes only while somebody waits for it. */
    private static class ManualTime implements WallTime {
        private long now = 77 * SECOND;
        private long end = Long.MAX_VALUE;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public boolean ended() {
            return now >= end;
        }

        @Override
        public void waitUntil(long nanoTime) {
            now = Math.min(nanoTime, end);
        }

        double seconds() {
            return (now - 77 * SECOND) / 1e9;
        }
    }

    /** Ann changes after 0 (the initial state), 2, 2, and 12 s. */
    private ChangeSource replay() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int second : new int[] {0, 2, 2, 12}) {
            lines.append("{\"at\":\"")
                    .append(Instant.parse("2026-11-23T09:00:00Z").plusSeconds(second))
                    .append("\",\"userId\":\"ann\",\"email\":\"ann@example.com\"}\n");
        }
        Path file = Files.writeString(dir.resolve("day.jsonl"), lines);
        return ChangeFile.check(file, Set.of("cic1")).open();
    }

    private List<Double> play(Speed speed, ManualTime time) throws IOException, InterruptedException {
        List<Double> seen = new ArrayList<>();
        try (ChangeSource source = replay()) {
            assertThat(source.initial()).hasSize(1);
            new Player(speed, time).play(source, new StatusSink() {
                @Override
                public void put(Status status) {
                    seen.add(time.seconds());
                }

                @Override
                public void remove(String userId) {
                    throw new AssertionError(userId);
                }
            });
        }
        return seen;
    }

    @Test
    void gapsAreThoseRecordedDividedBySpeed() throws IOException, InterruptedException {
        assertThat(play(Speed.NORMAL, new ManualTime())).containsExactly(2.0, 2.0, 12.0);
        assertThat(play(new Speed(10), new ManualTime())).containsExactly(0.2, 0.2, 1.2);
        assertThat(play(new Speed(0.5), new ManualTime())).containsExactly(4.0, 4.0, 24.0);
        assertThat(play(Speed.MAX, new ManualTime())).containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void theEndOfTimeEndsThePlay() throws IOException, InterruptedException {
        ManualTime time = new ManualTime();
        time.end = time.now + 3 * SECOND;
        assertThat(play(Speed.NORMAL, time)).containsExactly(2.0, 2.0);
        assertThat(time.seconds()).isEqualTo(3.0);
    }

    @Test
    void aPlayerThatFellBehindCatchesUpWithoutWaiting() throws IOException, InterruptedException {
        ManualTime slow = new ManualTime() {
            @Override
            public void waitUntil(long nanoTime) {
                super.waitUntil(nanoTime + 60 * SECOND);
            }
        };
        assertThat(play(Speed.NORMAL, slow)).containsExactly(62.0, 62.0, 62.0);
    }

    @Test
    void stoppingEndsAWaitAtOnce() throws IOException, InterruptedException {
        StoppableTime time = new StoppableTime();
        time.stop();
        time.stop();
        long before = System.nanoTime();
        time.waitUntil(before + Duration.ofHours(1).toNanos());
        assertThat(time.ended()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aDeadlineEndsAWait() throws InterruptedException {
        StoppableTime time = new StoppableTime();
        assertThat(time.ended()).isFalse();
        time.endAfter(Duration.ofMillis(20));
        time.waitUntil(time.nanoTime() + Duration.ofHours(1).toNanos());
        assertThat(time.ended()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "10,10", "0.5,0.5", "MAX,max", "max,max", "1e3,1000"})
    void speedsAreRead(String text, String shown) {
        assertThat(Speed.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "fast", "NaN", "Infinity", "1e7", "0.0001"})
    void badSpeedsAreNamed(String text) {
        assertThatThrownBy(() -> Speed.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("speed: ")
                .hasMessageContaining("expected: ");
    }
}
