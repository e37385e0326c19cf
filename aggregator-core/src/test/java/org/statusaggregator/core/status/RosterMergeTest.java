package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.status.TestRows.row;

import org.junit.jupiter.api.Test;

class RosterMergeTest {
    private final Replicas left = new Replicas();
    private final Replicas right = new Replicas();
    private final Publisher publisher = new Publisher("s1");

    @Test
    void rowThatOnlyTheLoserChangedGetsAGreaterVersionThanTheLosersAlthoughTheWinnersEpochIsAbove() {
        both(publisher.open());
        both(publisher.batch(row("anna", "on")));
        right.ask(publisher.batch(row("anna", "on phone")));
        Row seen = right.user("anna");
        left.ask(new Publisher("s2").open());

        Replicas merged = Replicas.of(RosterMerge.merge(left.owner(), right.owner()));

        assertThat(merged.user("anna").version().compareTo(seen.version())).isPositive();
    }

    @Test
    void winnerOfThreeDoesNotDependOnTheOrderOfTheMerges() {
        Roster low = opened("low", 2);
        Roster high = opened("high", 4);
        Replicas closed = Replicas.of(opened("closed", 6));
        closed.ask(new Publisher("closed").close());
        Roster ended = closed.owner();

        Roster one = RosterMerge.merge(RosterMerge.merge(low, ended), high);
        Roster other = RosterMerge.merge(low, RosterMerge.merge(ended, high));

        assertThat(one.header().isLive("high")).isTrue();
        assertThat(other.header().isLive("high")).isTrue();
    }

    @Test
    void twoMergesWithDifferentOutcomesHaveDifferentEpochs() {
        both(publisher.open());
        both(publisher.batch(row("anna", "on")));
        right.ask(new EndSession("s1", EndSession.CLOSED, "end"));
        Roster before = RosterMerge.merge(left.owner(), right.owner());
        left.ask(publisher.batch(row("ben", "on")));
        Roster after = RosterMerge.merge(left.owner(), right.owner());

        assertThat(after.header().epoch().id())
                .isNotEqualTo(before.header().epoch().id());
    }

    private void both(RosterRequest request) {
        left.ask(request);
        right.ask(request);
    }

    private static Roster opened(String session, long lastEpoch) {
        Replicas replicas = new Replicas();
        replicas.ask(new Publisher(session).open(true, lastEpoch));
        return replicas.owner();
    }
}
