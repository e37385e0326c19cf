package org.statusaggregator.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.wire.WireStatus;

class PeopleTest {
    private static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneId.of("Europe/Berlin"));

    @Test
    void showsTheTwoLargestUnitsOfADuration() {
        assertThat(People.duration(Duration.ofSeconds(12))).isEqualTo("12s");
        assertThat(People.duration(Duration.ofSeconds(192))).isEqualTo("3m12s");
        assertThat(People.duration(Duration.ofMinutes(125))).isEqualTo("2h05m");
        assertThat(People.duration(Duration.ofHours(76))).isEqualTo("3d4h");
    }

    @Test
    void aTimeThatIsStillToComeWasZeroSecondsAgo() {
        assertThat(People.age(WireStatus.timestamp(NOW.plusSeconds(3)), CLOCK)).isEqualTo("0s");
    }

    @Test
    void showsOnlyThePartsOfAnExpectationThatAreMeant() {
        assertThat(People.until(until(true, true), CLOCK)).isEqualTo("12:00");
        assertThat(People.until(new Until(NOW.plusSeconds(86_400), true, true), CLOCK))
                .isEqualTo("2026-11-24 12:00");
        assertThat(People.until(until(true, false), CLOCK)).isEqualTo("2026-11-23");
        assertThat(People.until(until(false, true), CLOCK)).isEqualTo("12:00");
        assertThat(People.until(until(false, false), CLOCK)).isEmpty();
    }

    private static Until until(boolean date, boolean time) {
        return new Until(NOW, date, time);
    }
}
