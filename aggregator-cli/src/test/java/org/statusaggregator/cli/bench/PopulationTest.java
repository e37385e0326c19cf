package org.statusaggregator.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Status;

class PopulationTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456789Z");

    private static BenchPlan plan(int users, int cicServers, double share) {
        Duration second = Duration.ofSeconds(1);
        return new BenchPlan(users, cicServers, 1, 0, 0, second, second, share, second, false);
    }

    @Test
    void aUserIdSaysWhichUserItIs() {
        Population population = Population.of("cic1", 100, 50);
        for (int place = 0; place < 50; place++) {
            assertThat(population.user(population.user(100 + place))).isEqualTo(100 + place);
        }
    }

    @Test
    void idsOfOthersAreNobody() {
        Population population = Population.of("cic1", 100, 50);
        for (String stranger : List.of("", "anna", "anna.", "anna.x", "anna.0", "anna.51", "anna.-3")) {
            assertThat(population.user(stranger)).as(stranger).isEqualTo(-1);
        }
    }

    @Test
    void usersComeInSeveralStatusesAsADayHasThem() {
        Population population = Population.of("cic1", 0, 200);
        Set<String> keys = new HashSet<>();
        for (int place = 0; place < 200; place++) {
            for (int round = 0; round < 4; round++) {
                Status status = population.status(place, round, NOW);
                assertThat(status.key().since()).isEqualTo(NOW);
                assertThat(population.user(status.userId())).isEqualTo(place);
                keys.add(status.key().text());
            }
        }
        assertThat(keys).hasSizeGreaterThan(4);
    }

    @Test
    void everybodyIsInOneCicServer() {
        Populations all = Populations.of(plan(103, 5, 100), List.of("a", "b", "c", "d", "e"));
        assertThat(all.users()).isEqualTo(103);
        assertThat(all.list().stream().map(Population::size)).containsExactly(21, 21, 21, 20, 20);
        String first = all.list().get(3).user(63);
        assertThat(all.user("d", first)).isEqualTo(63);
        assertThat(all.user("z", first)).isEqualTo(-1);
    }

    @Test
    void aShareOfTheUsersIsEvenAndDiffersBetweenWatchers() {
        BenchPlan plan = plan(1_000, 1, 5);
        List<Integer> first = watched(plan, 0);
        assertThat(first).hasSize(50);
        assertThat(watched(plan, 1)).hasSize(50).isNotEqualTo(first);
        assertThat(watched(plan(1_000, 1, 100), 0)).hasSize(1_000);
    }

    private static List<Integer> watched(BenchPlan plan, int watcher) {
        return IntStream.range(0, plan.users())
                .filter(user -> plan.isWatched(watcher, user))
                .boxed()
                .toList();
    }

    @Test
    void aStampSurvivesTheWire() {
        BenchTime time = new BenchTime();
        for (long stamp : new long[] {1, 999_999_999, 1_000_000_000, 123_456_789_012L}) {
            Instant instant = time.instant(stamp);
            assertThat(time.stamp(instant)).isEqualTo(stamp);
            assertThat(time.stamp(instant.getEpochSecond(), instant.getNano())).isEqualTo(stamp);
        }
        assertThat(time.stamp(null)).isZero();
    }

    @Test
    void theHeapIsReadFromTheLastLineOfAHistogram() {
        assertThat(HeapProbe.total("Total       1234567      987654321")).hasValue(987_654_321);
        assertThat(HeapProbe.total("   1:         12345        1234567  [B (java.base@17)"))
                .isEmpty();
        assertThat(HeapProbe.total("22785: No such process")).isEmpty();
    }
}
