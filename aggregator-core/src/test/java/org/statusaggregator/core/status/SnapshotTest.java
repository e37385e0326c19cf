package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.status.TestRows.removal;
import static org.statusaggregator.core.status.TestRows.row;
import static org.statusaggregator.core.status.TestRows.words;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.PublishBatch.Part;

class SnapshotTest {
    private final Replicas replicas = new Replicas();
    private final Publisher publisher = new Publisher("s1");

    @BeforeEach
    void publish() {
        replicas.ask(publisher.open());
        replicas.ask(publisher.part(Part.ONLY, row("anna", "on"), row("ben", "on"), row("cleo", "on")));
    }

    @Test
    void usersWhomNoPartNamesAreRemovedAtTheLastPart() {
        replicas.ask(publisher.part(Part.FIRST, row("anna", "on phone")));
        replicas.ask(publisher.part(Part.NONE, row("cleo", "on")));
        assertThat(replicas.users()).containsExactly("anna", "ben", "cleo");

        replicas.ask(publisher.part(Part.LAST, row("dora", "on")));

        assertThat(replicas.users()).containsExactly("anna", "cleo", "dora");
    }

    @Test
    void usersWhomAWholeSnapshotDoesNotNameAreRemoved() {
        replicas.ask(publisher.part(Part.ONLY, row("ben", "on")));

        assertThat(replicas.users()).containsExactly("ben");
        assertThat(replicas.owner().rows().removals()).isEqualTo(2);
    }

    @Test
    void unchangedRowsKeepTheirVersions() {
        Version anna = replicas.user("anna").version();
        Version ben = replicas.user("ben").version();
        Version cleo = replicas.user("cleo").version();
        long before = replicas.header().sequence();
        replicas.ask(publisher.part(Part.FIRST, row("anna", "on")));
        replicas.ask(publisher.part(Part.LAST, row("ben", "on"), row("cleo", "on phone")));

        assertThat(replicas.user("anna").version()).isEqualTo(anna);
        assertThat(replicas.user("ben").version()).isEqualTo(ben);
        assertThat(replicas.user("cleo").version().isAfter(cleo)).isTrue();
        assertThat(replicas.header().sequence()).isEqualTo(before + 1);
    }

    @Test
    void rowsThatANewSessionRepeatsKeepTheirVersions() {
        Publisher next = new Publisher("s2");
        Version anna = replicas.user("anna").version();
        replicas.ask(next.open());
        replicas.ask(next.part(Part.ONLY, row("anna", "on"), row("ben", "on"), row("cleo", "on")));

        assertThat(replicas.user("anna").version()).isEqualTo(anna);
        assertThat(replicas.header().sequence()).isEqualTo(3);
    }

    @Test
    void sameContentOutsideOfASnapshotGetsANewVersion() {
        Version anna = replicas.user("anna").version();
        replicas.ask(publisher.batch(row("anna", "on")));

        assertThat(replicas.user("anna").version().isAfter(anna)).isTrue();
    }

    @Test
    void changeBetweenThePartsNamesItsUser() {
        replicas.ask(publisher.part(Part.FIRST, row("anna", "on")));
        replicas.ask(publisher.batch(row("ben", "on phone")));
        replicas.ask(publisher.part(Part.LAST));

        assertThat(replicas.users()).containsExactly("anna", "ben");
        assertThat(words(replicas.user("ben"))).isEqualTo("on phone");
    }

    @Test
    void userWhoIsRemovedDuringTheSnapshotStaysRemoved() {
        replicas.ask(publisher.part(Part.FIRST, row("anna", "on"), row("ben", "on")));
        replicas.ask(publisher.batch(removal("anna")));
        replicas.ask(publisher.part(Part.LAST, row("cleo", "on")));

        assertThat(replicas.users()).containsExactly("ben", "cleo");
    }

    @Test
    void userWhoIsRemovedAndNamedAgainDuringTheSnapshotIsThere() {
        replicas.ask(publisher.part(Part.FIRST, removal("anna")));
        replicas.ask(publisher.part(Part.LAST, row("anna", "on")));

        assertThat(replicas.users()).containsExactly("anna");
    }

    @Test
    void snapshotThatBeginsAnewForgetsWhomTheOneBeforeNamed() {
        replicas.ask(publisher.part(Part.FIRST, row("anna", "on"), row("ben", "on")));
        replicas.ask(publisher.part(Part.FIRST, row("cleo", "on")));
        replicas.ask(publisher.part(Part.LAST));

        assertThat(replicas.users()).containsExactly("cleo");
    }

    @Test
    void wholeSnapshotInTheMiddleOfAnotherCountsAlone() {
        replicas.ask(publisher.part(Part.FIRST, row("anna", "on"), row("ben", "on")));
        replicas.ask(publisher.part(Part.ONLY, row("cleo", "on")));

        assertThat(replicas.users()).containsExactly("cleo");
        assertThat(replicas.owner().mentioned()).isEmpty();
    }

    @Test
    void snapshotOfASessionThatWasTakenOverLeavesNoTraceInTheNext() {
        replicas.ask(publisher.part(Part.FIRST, row("anna", "on"), row("ben", "on")));
        Publisher next = new Publisher("s2");
        replicas.ask(next.open());
        replicas.ask(next.part(Part.FIRST, row("cleo", "on")));
        replicas.ask(next.part(Part.LAST));

        assertThat(replicas.users()).containsExactly("cleo");
    }

    @Test
    void lastPartWithoutAFirstOneRemovesNobody() {
        replicas.ask(publisher.part(Part.LAST, row("anna", "on phone")));

        assertThat(replicas.users()).containsExactly("anna", "ben", "cleo");
        assertThat(state()).isEqualTo(CicServerState.LIVE);
    }

    @Test
    void lastPartWithoutAFirstOneMakesANewSessionNotLive() {
        Publisher next = new Publisher("s2");
        replicas.ask(next.open());
        replicas.ask(next.part(Part.LAST, row("anna", "on phone")));

        assertThat(state()).isEqualTo(CicServerState.SYNCHRONIZING);
    }

    @Test
    void cicServerIsLiveAfterTheLastPartAndStaysSoDuringALaterSnapshot() {
        Publisher next = new Publisher("s2");
        replicas.ask(next.open());
        assertThat(state()).isEqualTo(CicServerState.SYNCHRONIZING);
        replicas.ask(next.part(Part.FIRST, row("anna", "on")));
        assertThat(state()).isEqualTo(CicServerState.SYNCHRONIZING);
        replicas.ask(next.part(Part.LAST));
        assertThat(state()).isEqualTo(CicServerState.LIVE);
        replicas.ask(next.part(Part.FIRST));
        assertThat(state()).isEqualTo(CicServerState.LIVE);
    }

    @Test
    void backupMadeInTheMiddleOfASnapshotKnowsWhomItHasNamed() {
        replicas.ask(publisher.part(Part.FIRST, row("anna", "on"), row("ben", "on phone")));
        replicas.replaceBackup();
        replicas.ask(publisher.part(Part.NONE, row("dora", "on")));
        replicas.loseOwner();
        replicas.ask(publisher.part(Part.LAST));

        assertThat(replicas.users()).containsExactly("anna", "ben", "dora");
    }

    @Test
    void userWhoMovesToAnotherAddressInASnapshotIsNamed() {
        replicas.ask(publisher.part(Part.FIRST, row("anna", "anna.new@example.com", "on")));
        replicas.ask(publisher.part(Part.LAST));

        assertThat(replicas.users()).containsExactly("anna");
        assertThat(replicas.user("anna").email()).isEqualTo("anna.new@example.com");
        assertThat(replicas.owner().rows().removals()).isEqualTo(3);
    }

    @Test
    void emptySnapshotRemovesEverybody() {
        replicas.ask(publisher.part(Part.ONLY));

        assertThat(replicas.users()).isEmpty();
    }

    private CicServerState state() {
        return replicas.header().state(node -> true);
    }
}
