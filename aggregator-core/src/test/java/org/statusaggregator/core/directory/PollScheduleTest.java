package org.statusaggregator.core.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollScheduleTest {
    private static final Instant FIRST = Instant.parse("2026-11-23T09:30:00Z");

    @Test
    void byDefaultAListIsPolledAtMidnightEachDay() throws Exception {
        PollSchedule daily = PollSchedule.parse("", " ");

        assertThat(daily).isEqualTo(PollSchedule.DAILY);
        assertThat(daily.after(FIRST, FIRST)).isEqualTo("2026-11-24T00:00:00Z");
        assertThat(daily.after(Instant.parse("2026-11-24T00:00:00Z"), FIRST)).isEqualTo("2026-11-25T00:00:00Z");
    }

    @Test
    void aTimeThatIsPastAdvancesByWholeIntervals() throws Exception {
        PollSchedule schedule = PollSchedule.parse("2008-11-12 12:01:00", "86400");

        assertThat(schedule.after(FIRST, FIRST)).isEqualTo("2026-11-23T12:01:00Z");
        assertThat(PollSchedule.parse("2008-11-12 12:01:00", "604800").after(FIRST, FIRST))
                .isEqualTo("2026-11-25T12:01:00Z");
    }

    @Test
    void aTimeThatIsToComeIsAwaited() throws Exception {
        assertThat(PollSchedule.parse("2030-01-01 00:00:00", "60").after(FIRST, FIRST))
                .isEqualTo("2030-01-01T00:00:00Z");
    }

    @Property
    void theNextTimeIsTheFirstOneOfTheGridAfterNow(
            @ForAll @LongRange(min = -4_000_000_000L, max = 4_000_000_000L) long anchor,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long now,
            @ForAll @IntRange(min = 1, max = 200_000) int seconds) {
        PollSchedule schedule = new PollSchedule(Instant.ofEpochSecond(anchor), Duration.ofSeconds(seconds));

        long next = schedule.after(Instant.ofEpochSecond(now), FIRST).getEpochSecond();

        assertThat(next).isGreaterThan(now).isGreaterThanOrEqualTo(anchor);
        assertThat((next - anchor) % seconds).isZero();
        assertThat(next == anchor || next - seconds <= now).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2008-11-12", "2008-13-12 12:01:00", "2008-02-30 12:01:00", "tomorrow", "2008-11-12 12:01"})
    void aMalformedTimeIsRefused(String time) {
        assertThatThrownBy(() -> PollSchedule.parse(time, ""))
                .hasMessage(
                        "NEXT_POLLING_TIME: \"" + time + "\" (expected: a time in UTC such as 2008-11-12 12:01:00)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1d", "99999999999", "31622401"})
    void aMalformedIntervalIsRefused(String interval) {
        assertThatThrownBy(() -> PollSchedule.parse("", interval))
                .hasMessage("POLLING_INTERVAL: \"" + interval + "\" (expected: seconds, from 1 to 31622400)");
    }

    @Test
    void afterFailuresTheWaitGrowsToAnHourAndNeverBeyondTheInterval() {
        PollSchedule daily = PollSchedule.DAILY;
        assertThat(daily.afterFailure(1, 1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(daily.afterFailure(1, 0)).isEqualTo(Duration.ofSeconds(24));
        assertThat(daily.afterFailure(3, 1)).isEqualTo(Duration.ofMinutes(2));
        assertThat(daily.afterFailure(1_000, 1)).isEqualTo(Duration.ofHours(1));
        assertThat(new PollSchedule(null, Duration.ofSeconds(5)).afterFailure(4, 1))
                .isEqualTo(Duration.ofSeconds(5));
    }
}
