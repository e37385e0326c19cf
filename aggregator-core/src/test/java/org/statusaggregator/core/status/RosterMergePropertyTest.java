package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Simulation.Twist;

/** The laws of merging, on copies that a history can leave behind. */
class RosterMergePropertyTest {
    private static final int TRIES = 400;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void orderOfTheTwoDoesNotMatter(@ForAll("copies") List<Roster> copies) {
        Roster one = RosterMerge.merge(copies.get(0), copies.get(1));
        Roster other = RosterMerge.merge(copies.get(1), copies.get(0));

        assertThat(one.header().end()).isEqualTo(other.header().end());
        assertThat(sessionId(one)).isEqualTo(sessionId(other));
        assertThat(described(one)).isEqualTo(described(other));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void orderOfThreeDoesNotMatterForTheContent(@ForAll("copies") List<Roster> copies) {
        Roster a = copies.get(0);
        Roster b = copies.get(1);
        Roster c = copies.get(2);
        Roster one = RosterMerge.merge(RosterMerge.merge(a, b), c);

        for (Roster other :
                List.of(RosterMerge.merge(a, RosterMerge.merge(b, c)), RosterMerge.merge(RosterMerge.merge(a, c), b))) {
            assertThat(sessionId(other)).isEqualTo(sessionId(one));
            assertThat(contents(other)).isEqualTo(contents(one));
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void mergingAgainChangesNothing(@ForAll("copies") List<Roster> copies) {
        Roster a = copies.get(0);
        Roster merged = RosterMerge.merge(a, copies.get(1));

        assertThat(RosterMerge.merge(a, a)).isSameAs(a);
        assertThat(RosterMerge.merge(merged, copies.get(1)).header().end())
                .isEqualTo(merged.header().end());
        assertThat(RosterMerge.merge(a, merged).header().end())
                .isEqualTo(merged.header().end());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void winningIsATotalOrder(@ForAll("copies") List<Roster> copies) {
        RosterHeader a = copies.get(0).header();
        RosterHeader b = copies.get(1).header();
        RosterHeader c = copies.get(2).header();

        assertThat(RosterMerge.wins(a, a)).isFalse();
        assertThat(RosterMerge.wins(a, b) && RosterMerge.wins(b, a)).isFalse();
        if (!RosterMerge.wins(a, b) && !RosterMerge.wins(b, a)) {
            assertThat(a.end()).isEqualTo(b.end());
            assertThat(sessionId(copies.get(0))).isEqualTo(sessionId(copies.get(1)));
        }
        if (RosterMerge.wins(a, b) && RosterMerge.wins(b, c)) {
            assertThat(RosterMerge.wins(a, c)).isTrue();
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void liveBeatsEndedAndTheWinningSessionLivesOn(@ForAll("copies") List<Roster> copies) {
        Roster a = copies.get(0);
        Roster b = copies.get(1);
        Roster merged = RosterMerge.merge(a, b);
        if ((a.header().session() == null) != (b.header().session() == null)) {
            assertThat(merged.header().session()).isNotNull();
        }
        Roster winner = RosterMerge.wins(b.header(), a.header()) ? b : a;
        Session session = winner.header().session();
        assertThat(sessionId(merged)).isEqualTo(session == null ? null : session.id());
        assertThat(merged.mentioned()).isEqualTo(winner.mentioned());
        if (session != null) {
            Replicas replicas = Replicas.of(merged);
            SessionCall call = new SessionCall(session.id(), "node1", SessionCall.Kind.ALIVE, 0);
            assertThat(replicas.ask(call).refusal()).isNull();
            PublishBatch next = new PublishBatch(
                    session.id(), "node1", session.batches().last() + 1, PublishBatch.Part.NONE, List.of());
            assertThat(replicas.ask(next).refusal()).isNull();
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void contentIsTheWinners(@ForAll("copies") List<Roster> copies) {
        Roster a = copies.get(0);
        Roster b = copies.get(1);
        Roster winner = RosterMerge.wins(b.header(), a.header()) ? b : a;

        assertThat(contents(RosterMerge.merge(a, b))).isEqualTo(contents(winner));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void readersOfEitherGoOnWithoutAStepBack(@ForAll("copies") List<Roster> copies) {
        Roster a = copies.get(0);
        Roster b = copies.get(1);
        Roster merged = RosterMerge.merge(a, b);
        for (Roster before : List.of(a, b)) {
            Reader reader = new Reader();
            reader.readAll(before, 2);
            reader.readAll(merged, 2);
            reader.assertHolds(merged);
            assertThat(reader.stepsBack()).as("steps back").isZero();
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void winnerThatHasGrownOutOfTheLoserStaysAsItIs(@ForAll("copies") List<Roster> copies) {
        Roster a = copies.get(0);
        Roster b = copies.get(1);
        Assume.that(RosterMerge.wins(a.header(), b.header())
                && a.header().hasPassed(b.header().end()));

        assertThat(RosterMerge.merge(a, b)).isSameAs(a);
    }

    @Provide
    Arbitrary<List<Roster>> copies() {
        Set<Twist> anyCopy = EnumSet.of(Twist.UNSAFE_READS, Twist.OLD_READS, Twist.CROSSING_READS);
        Arbitrary<List<Roster>> all = Arbitraries.longs()
                .greaterOrEqual(0)
                .map(seed -> new Simulation(seed, anyCopy).wander(60))
                .filter(copies -> !copies.isEmpty());
        return all.flatMap(copies -> Arbitraries.of(copies).list().ofSize(3));
    }

    private static @Nullable String sessionId(Roster roster) {
        Session session = roster.header().session();
        return session == null ? null : session.id();
    }

    private static List<String> contents(Roster roster) {
        return Replicas.live(roster).values().stream().map(TestRows::content).toList();
    }

    private static List<String> described(Roster roster) {
        return Replicas.live(roster).values().stream().map(TestRows::described).toList();
    }
}
