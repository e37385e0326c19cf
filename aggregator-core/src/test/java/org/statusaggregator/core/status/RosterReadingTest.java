package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.statusaggregator.core.status.TestRows.removal;
import static org.statusaggregator.core.status.TestRows.row;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RosterReadingTest {
    private final Replicas replicas = new Replicas();
    private final Publisher publisher = new Publisher("s1");
    private final Reader reader = new Reader();

    @Test
    void wholeReadInPortionsEndsAlthoughRemovalsWereForgotten() {
        replicas.ask(publisher.open());
        replicas.ask(publisher.batch(row("anna", "on"), row("ben", "on"), row("cleo", "on")));
        forgetRemovals();

        int portions = reader.readAll(replicas.owner(), 1);

        assertThat(portions).isLessThan(3 + replicas.owner().rows().removals() + 2);
        reader.assertHolds(replicas.owner());
    }

    @Test
    void wholeReadBeginsAnewWhenRemovalsAreForgottenMeanwhile() {
        replicas.ask(publisher.open());
        replicas.ask(publisher.batch(row("anna", "on"), row("ben", "on"), row("cleo", "on")));
        reader.read(replicas.owner(), 1);
        reader.assertHoldsUser("anna");
        replicas.ask(publisher.batch(removal("anna")));
        forgetRemovals();

        reader.readAll(replicas.owner(), 1);

        reader.assertHolds(replicas.owner());
    }

    @Test
    void readerInTheMiddleOfALostStateReadsEverything() {
        replicas.ask(publisher.open());
        replicas.ask(publisher.batch(row("anna", "on"), row("ben", "on"), row("cleo", "on")));
        replicas.askWhileBackupMissesIt(publisher.batch(row("ben", "on phone")));
        reader.read(replicas.owner(), 2);
        reader.assertHoldsUsers("anna", "cleo");
        replicas.loseOwner();

        reader.readAll(replicas.owner(), 10);

        reader.assertHolds(replicas.owner());
    }

    @Test
    void openingThatIsRepeatedOnAnotherPastIsAnotherBranch() {
        replicas.ask(publisher.open());
        replicas.ask(publisher.batch(row("anna", "on"), row("ben", "on")));
        Replicas other = Replicas.of(replicas.owner());
        replicas.ask(publisher.batch(removal("anna")));
        Publisher next = new Publisher("s2");
        replicas.ask(next.open());
        reader.readAll(replicas.owner(), 10);
        reader.assertHoldsUsers("ben");

        other.ask(new EndSession("s1", EndSession.CLOSED, "end"));
        other.ask(next.open());
        reader.readAll(other.owner(), 10);

        reader.assertHolds(other.owner());
    }

    @Test
    void portionWithoutRoomForARowIsRefused() {
        replicas.ask(publisher.open());

        assertThatThrownBy(() -> replicas.owner().after(Position.START, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit: 0 (expected: at least 1)");
    }

    private void forgetRemovals() {
        List<String> temps = IntStream.rangeClosed(0, 2 * BatchApplication.REMOVALS_KEPT)
                .mapToObj(i -> "temp" + i)
                .toList();
        replicas.ask(publisher.batch(temps.stream().map(temp -> row(temp, "on")).toArray(Row[]::new)));
        replicas.ask(publisher.batch(temps.stream().map(TestRows::removal).toArray(Row[]::new)));
        replicas.ask(publisher.batch());
        assertThat(replicas.header().prunedThrough()).isPositive();
    }
}
