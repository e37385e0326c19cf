package org.statusaggregator.connector.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Until;

class SimulationTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Map<String, StandardKey> KEYS =
            Arrays.stream(StandardKey.values()).collect(Collectors.toMap(StandardKey::text, Function.identity()));

    private static Simulation simulation(long seed, int users, double rate) {
        return new Simulation(
                new SimulationSettings("cic1", seed, START, rate), GeneratedPeople.of("cic1", seed, users));
    }

    private static List<Status> statuses(long seed) {
        return Changes.of(simulation(seed, 60, 10), 30_000).stream()
                .map(change -> ((Change.Put) change).status())
                .toList();
    }

    @Test
    void sameSeedGivesTheSameStream() {
        assertThat(Changes.of(simulation(7, 100, 5), 20_000)).isEqualTo(Changes.of(simulation(7, 100, 5), 20_000));
    }

    @Test
    void anotherSeedGivesAnotherStream() {
        assertThat(Changes.of(simulation(7, 100, 5), 1_000)).isNotEqualTo(Changes.of(simulation(8, 100, 5), 1_000));
    }

    @Test
    void anotherServerWithTheSamePeopleHasAnotherDay() {
        List<Person> people = GeneratedPeople.of("cic1", 1, 50);
        Simulation other = new Simulation(new SimulationSettings("cic2", 1, START, 5), people);

        List<String> ours = keys(new Simulation(new SimulationSettings("cic1", 1, START, 5), people).initial());
        assertThat(keys(other.initial())).isNotEqualTo(ours);
    }

    private static List<String> keys(Collection<Status> statuses) {
        return statuses.stream().map(status -> status.key().text()).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -4, Long.MAX_VALUE})
    void nobodyIsOnThePhoneWhileLoggedOff(long seed) {
        assertThat(statuses(seed)).noneMatch(status -> status.onPhone() && !status.loggedOn());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -4, Long.MAX_VALUE})
    void onlyPersistentKeysOutliveALogoff(long seed) {
        assertThat(statuses(seed))
                .allMatch(status -> status.loggedOn()
                        || (status.key().persistent() && !status.key().text().isEmpty()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -4, Long.MAX_VALUE})
    void onlyKeysThatHaveAnExpectedEndCarryOneAndNeverInThePast(long seed) {
        for (Status status : statuses(seed)) {
            StatusKey key = status.key();
            assertThat(KEYS).containsKey(key.text());
            StandardKey rule = Objects.requireNonNull(KEYS.get(key.text()));
            assertThat(key.persistent()).as("%s", key).isEqualTo(rule.persistent());
            Until until = key.until();
            assertThat(until == null).as("%s", key).isEqualTo(rule.untilParts() == StandardKey.UntilParts.NONE);
            if (until != null) {
                assertThat(until.hasDate()).isEqualTo(rule.untilParts().hasDate());
                assertThat(until.hasTime()).isEqualTo(rule.untilParts().hasTime());
                assertThat(until.time()).isAfter(key.since());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -4, Long.MAX_VALUE})
    void logonServerIsTheServerOrNothing(long seed) {
        assertThat(statuses(seed).stream().map(Status::logonServer)).containsOnly("", "cic1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -4, Long.MAX_VALUE})
    void timeStampsNeverGoBackAndAreWholeSecondsNotInTheFuture(long seed) {
        Map<String, Status> last = new HashMap<>();
        for (Change change : Changes.of(simulation(seed, 60, 10), 30_000)) {
            Status status = ((Change.Put) change).status();
            Status before = last.put(status.userId(), status);
            Instant since = Objects.requireNonNull(status.key().since());
            assertThat(since).isEqualTo(since.truncatedTo(ChronoUnit.SECONDS));
            assertThat(since).isBeforeOrEqualTo(change.at());
            if (before != null) {
                assertThat(since).isAfterOrEqualTo(before.key().since());
                assertThat(status).as("a change changes something").isNotEqualTo(before);
                assertThat(phoneSince(status)).isAfterOrEqualTo(phoneSince(before));
                assertThat(status.onPhone() == before.onPhone() || status.onPhoneSince() != null)
                        .isTrue();
            }
        }
    }

    private static Instant phoneSince(Status status) {
        Instant since = status.onPhoneSince();
        return since == null ? Instant.MIN : since;
    }

    @Test
    void everyKeyOfTheDayOccurs() {
        Set<String> seen =
                statuses(5).stream().map(status -> status.key().text()).collect(Collectors.toSet());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(KEYS.keySet());
    }

    @Test
    void aboutFourOfFiveAreLoggedOnAtTheStartAndHoursLater() {
        Simulation simulation = simulation(3, 5_000, 100);
        assertThat(loggedOnShare(simulation)).isCloseTo(0.8, within(0.03));

        runFor(simulation, Duration.ofHours(3));
        assertThat(loggedOnShare(simulation)).isCloseTo(0.8, within(0.03));
    }

    private static double loggedOnShare(Simulation simulation) {
        return (double) simulation.initial().stream().filter(Status::loggedOn).count()
                / simulation.initial().size();
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 170, 5_000})
    void rateIsMetFromTheFirstMomentOn(double rate) {
        Simulation simulation = simulation(11, 10_000, rate);
        Duration stretch = Duration.ofNanos((long) (50_000 / rate * 1e9));

        assertThat(runFor(simulation, stretch)).isCloseTo(50_000, withinPercentage(4));
        assertThat(runFor(simulation, stretch.multipliedBy(10))).isCloseTo(500_000, withinPercentage(3));
    }

    @Test
    void unhurriedIntervalIsWhatTheRulesOfTheDayGive() {
        Day unhurried = new Day("cic1", START, Day.UNHURRIED_INTERVAL);
        int changes = 1_000_000;
        double nanos = 0;
        for (int seed = 0; seed < 10; seed++) {
            SimulatedUser user = SimulatedUser.working(unhurried, new Person("ann", "ann@example.com"), seed);
            for (int i = 0; i < changes / 10; i++) {
                user.change();
            }
            nanos += user.due();
        }
        double interval = nanos / changes / 1e9;
        assertThat(interval).isCloseTo(Day.UNHURRIED_INTERVAL.toMillis() / 1e3, withinPercentage(0.5));
    }

    /** Runs on by so much simulated time; answers how many changes there were. */
    private static long runFor(Simulation simulation, Duration time) {
        long[] count = {0};
        long end = simulation.nextAt() + time.toNanos();
        StatusSink counter = new StatusSink() {
            @Override
            public void put(Status status) {
                count[0]++;
            }

            @Override
            public void remove(String userId) {
                throw new AssertionError(userId);
            }
        };
        while (simulation.nextAt() <= end) {
            simulation.next(counter);
        }
        return count[0];
    }

    @Test
    void aSingleUserLives() {
        assertThat(Changes.of(simulation(1, 1, 1), 500)).hasSize(500);
    }

    @Test
    void noUsersMeansNoChanges() {
        Simulation nobody = simulation(1, 0, 1);
        assertThat(nobody.initial()).isEmpty();
        assertThat(nobody.nextAt()).isEqualTo(ChangeSource.NEVER);
        assertThatThrownBy(() -> nobody.next(new Changes())).hasMessageContaining("at least 1");
    }

    @Test
    void ratesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> simulation(1, 10, 0)).hasMessageContaining("changesPerSecond: 0.0 (expected: greater");
        assertThatThrownBy(() -> simulation(1, 10, Double.NaN)).hasMessageContaining("changesPerSecond: NaN");
        assertThatThrownBy(() -> simulation(1, 10, 1e9)).hasMessageContaining("at most 10000000");
        assertThatThrownBy(() -> simulation(1, 1_000, 1e-6)).hasMessageContaining("one change a day");
    }
}
