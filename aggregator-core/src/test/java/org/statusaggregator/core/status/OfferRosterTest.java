package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.status.TestRows.removal;
import static org.statusaggregator.core.status.TestRows.row;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.PublishBatch.Part;

class OfferRosterTest {
    private final Replicas replicas = new Replicas();
    private final Publisher publisher = new Publisher("s1");

    @BeforeEach
    void publish() {
        replicas.ask(publisher.open());
        replicas.ask(publisher.part(Part.ONLY, row("anna", "on"), row("ben", "on key=Lunch")));
    }

    @Test
    void whatTheClusterHasLostComesBackAsItWas() {
        OfferRoster offer = read();
        Replicas empty = new Replicas();

        assertThat(empty.ask(offer).refusal()).isNull();

        Replicas.assertEqual(replicas.owner(), empty.owner());
        assertThat(empty.ask(publisher.batch(row("cleo", "on"))).refusal()).isNull();
    }

    @Test
    void offerFromThePastChangesNothing() {
        OfferRoster offer = read();
        replicas.ask(publisher.batch(row("anna", "on phone")));
        Position end = replicas.header().end();

        assertThat(replicas.ask(offer).refusal()).isEqualTo(Refusal.OVERTAKEN);
        assertThat(replicas.header().end()).isEqualTo(end);
    }

    @Test
    void offerFromThePastDoesNotBringAnEndedSessionBack() {
        OfferRoster offer = read();
        replicas.ask(publisher.close());

        assertThat(replicas.ask(offer).refusal()).isEqualTo(Refusal.OVERTAKEN);
        assertThat(replicas.user("anna").facts()).isEqualTo(Facts.OFF);
    }

    @Test
    void offerFromAPastWhoseRemovalsAreForgottenChangesNothing() {
        OfferRoster offer = read();
        String[] temps = IntStream.rangeClosed(0, 2 * BatchApplication.REMOVALS_KEPT)
                .mapToObj(i -> "temp" + i)
                .toArray(String[]::new);
        replicas.ask(publisher.batch(
                List.of(temps).stream().map(temp -> row(temp, "on")).toArray(Row[]::new)));
        replicas.ask(
                publisher.batch(List.of(temps).stream().map(TestRows::removal).toArray(Row[]::new)));
        replicas.ask(publisher.batch());
        assertThat(replicas.header().prunedThrough()).isPositive();
        Position end = replicas.header().end();

        assertThat(replicas.ask(offer).refusal()).isEqualTo(Refusal.OVERTAKEN);
        assertThat(replicas.header().end()).isEqualTo(end);
    }

    @Test
    void offerThatKnowsMoreOfTheSameSessionIsTaken() {
        replicas.askWhileBackupMissesIt(publisher.batch(row("anna", "on phone")));
        OfferRoster offer = read();
        replicas.loseOwner();

        assertThat(replicas.ask(offer).refusal()).isNull();

        assertThat(TestRows.words(replicas.user("anna"))).isEqualTo("on phone");
        assertThat(replicas.ask(publisher.batch(row("ben", "on"))).refusal()).isNull();
    }

    @Test
    void repeatedOfferChangesNothingMore() {
        OfferRoster offer = read();
        Replicas empty = new Replicas();
        empty.ask(offer);
        Position end = empty.header().end();

        empty.ask(offer);

        assertThat(empty.header().end()).isEqualTo(end);
        assertThat(empty.header().epochs()).isEqualTo(replicas.header().epochs());
    }

    @Test
    void sessionThatWasInASnapshotHasToBeOpenedAnew() {
        replicas.ask(publisher.part(Part.FIRST, row("anna", "on")));
        OfferRoster offer = read();
        Replicas empty = new Replicas();
        empty.ask(offer);

        assertThat(empty.ask(publisher.alive()).refusal()).isEqualTo(Refusal.SESSION_LOST);
        assertThat(empty.ask(publisher.part(Part.LAST)).refusal()).isEqualTo(Refusal.SESSION_LOST);
        assertThat(empty.users()).containsExactly("anna", "ben");
        Publisher next = new Publisher("s2");
        assertThat(empty.ask(next.open()).refusal()).isNull();
        assertThat(empty.ask(next.part(Part.ONLY, row("anna", "on"))).refusal()).isNull();
        assertThat(empty.users()).containsExactly("anna");
    }

    @Test
    void sessionThatWasInASnapshotStillExpires() {
        replicas.ask(publisher.part(Part.FIRST, row("anna", "on")));
        OfferRoster offer = read();
        Replicas empty = new Replicas();
        empty.ask(offer);
        long counter = Objects.requireNonNull(empty.header().session()).lease().counter();

        assertThat(empty.ask(publisher.expire(counter)).refusal()).isNull();
        assertThat(empty.user("anna").facts()).isEqualTo(Facts.OFF);
    }

    @Test
    void mixtureOfStatesComesBackAsAStateOfItsOwn() {
        Reader current = new Reader();
        replicas.ask(publisher.batch(row("cleo", "on"), row("anna", "on phone"), removal("ben")));
        current.readAll(replicas.owner(), 10);
        RosterHeader header = replicas.header();
        Position middle = new Position(header.epoch().branch(), 3, header.sequence(), 0);
        Row cleo = replicas.user("cleo");
        Row ben = row("ben", "on key=Lunch").stamped(1, 2);
        Replicas empty = new Replicas();

        empty.ask(OfferRoster.of(header, middle, List.of(ben, cleo)));

        assertThat(empty.header().epoch().branch()).isNotEqualTo(header.epoch().branch());
        assertThat(empty.ask(publisher.alive()).refusal()).isEqualTo(Refusal.SESSION_LOST);
        current.readAll(empty.owner(), 1);
        current.assertHolds(empty.owner());
        assertThat(current.stepsBack()).isZero();
    }

    private OfferRoster read() {
        List<Row> rows = replicas.owner().rows().after(0, Integer.MAX_VALUE);
        return OfferRoster.of(replicas.header(), replicas.header().end(), rows);
    }
}
