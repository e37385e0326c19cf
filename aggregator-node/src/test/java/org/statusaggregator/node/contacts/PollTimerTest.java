package org.statusaggregator.node.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.directory.PollSchedule;
import org.statusaggregator.core.directory.replica.PollCounts;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.directory.replica.PollState;

class PollTimerTest {
    private static final Instant ENDED = Instant.parse("2026-11-23T12:00:30Z");
    private static final Instant NEXT = Instant.parse("2026-11-24T12:00:00Z");
    private static final PollSchedule AT_NOON =
            new PollSchedule(Instant.parse("2020-01-01T12:00:00Z"), Duration.ofDays(1));
    private final PollTimer exact = new PollTimer(Duration.ZERO);

    private static PollState state(PollOutcome outcome, int failures, long requestedAt) {
        PollState.Ended last = new PollState.Ended(
                outcome, "", PollCounts.NONE, "sa1", ENDED.toEpochMilli() - 9_000, ENDED.toEpochMilli());
        return new PollState(PollState.Running.NONE, last, 1, 1, failures, requestedAt);
    }

    @Test
    void aListThatWasNeverPolledIsPolledAtOnce() {
        assertThat(exact.due("a", AT_NOON, PollState.NEW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void afterAPollTheScheduleHolds() {
        assertThat(exact.due("a", AT_NOON, state(PollOutcome.CHANGED, 0, 0))).isEqualTo(NEXT);
        assertThat(exact.due("a", AT_NOON, state(PollOutcome.HELD_BACK, 0, 0))).isEqualTo(NEXT);
    }

    @Test
    void whoAsksIsServedFirst() {
        assertThat(exact.due("a", AT_NOON, state(PollOutcome.CHANGED, 0, 5))).isEqualTo(Instant.ofEpochMilli(5));
    }

    @Test
    void aFailureIsRepeatedSoonerThanTheSchedule() {
        Instant retry = exact.due("a", AT_NOON, state(PollOutcome.FAILED, 1, 0));
        assertThat(Duration.between(ENDED, retry)).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(30));
        assertThat(exact.due("a", AT_NOON, state(PollOutcome.FAILED, 99, 0))).isBefore(NEXT);
    }

    @Test
    void pollsAreSpreadAndEveryNodeComesToTheSameTime() {
        PollTimer spread = new PollTimer(Duration.ofMinutes(1));
        Instant a = spread.due("a", AT_NOON, state(PollOutcome.CHANGED, 0, 0));
        Instant b = spread.due("b", AT_NOON, state(PollOutcome.CHANGED, 0, 0));

        assertThat(a).isBetween(NEXT, NEXT.plusSeconds(60)).isNotEqualTo(b);
        assertThat(spread.due("a", AT_NOON, state(PollOutcome.CHANGED, 0, 0))).isEqualTo(a);
        PollSchedule each10 = new PollSchedule(AT_NOON.anchor(), Duration.ofSeconds(10));
        assertThat(spread.due("a", each10, state(PollOutcome.CHANGED, 0, 0)))
                .isBetween(ENDED.plusSeconds(10), ENDED.plusSeconds(11));
    }
}
