package org.statusaggregator.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final List<Fault> ALL = List.of(Fault.values());

    private static List<Fault> first(long seed, int count) {
        Schedule schedule = new Schedule(ALL, new SplittableRandom(seed));
        return Stream.generate(schedule::next).limit(count).toList();
    }

    @Test
    void everyFaultComesOnceBeforeOneComesAgain() {
        assertThat(first(1, ALL.size())).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(first(1, 2 * ALL.size())).containsAll(ALL).hasSize(2 * ALL.size());
    }

    @Test
    void theSeedGivesTheOrder() {
        assertThat(first(1, 30)).isEqualTo(first(1, 30));
        assertThat(first(2, 30)).isNotEqualTo(first(1, 30));
    }
}
