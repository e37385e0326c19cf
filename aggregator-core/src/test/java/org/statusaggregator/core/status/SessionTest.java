package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.status.TestRows.row;

import org.junit.jupiter.api.Test;

class SessionTest {
    private final Replicas replicas = new Replicas();
    private final Publisher first = new Publisher("s1");
    private final Publisher second = new Publisher("s2");

    @Test
    void openingThatComesAgainAfterATakeOverDoesNotFenceTheNewSession() {
        replicas.ask(first.open());
        replicas.ask(second.open());

        RosterAnswer late = replicas.ask(first.open());

        assertThat(late.refusal()).isEqualTo(Refusal.SESSION_TAKEN_OVER);
        assertThat(replicas.ask(second.alive()).refusal()).isNull();
    }

    @Test
    void sessionTakenOverAfterAMergeIsToldSo() {
        Roster one = rosterOf(first, row("anna", "on"));
        Roster other = rosterOf(new Publisher("s0"), row("anna", "on"));
        Replicas merged = Replicas.of(RosterMerge.merge(one, other));
        assertThat(merged.header().epoch().cause()).isEqualTo(Epoch.Cause.MERGED);
        merged.ask(second.open());

        assertThat(merged.ask(first.alive()).refusal()).isEqualTo(Refusal.SESSION_TAKEN_OVER);
    }

    private static Roster rosterOf(Publisher publisher, Row... rows) {
        Replicas replicas = new Replicas();
        replicas.ask(publisher.open());
        replicas.ask(publisher.batch(rows));
        return replicas.owner();
    }
}
