package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.status.TestRows.removal;
import static org.statusaggregator.core.status.TestRows.row;
import static org.statusaggregator.core.status.TestRows.words;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.PublishBatch.Part;

class PublishBatchTest {
    private final Replicas replicas = new Replicas();
    private final Publisher publisher = new Publisher("s1");

    @BeforeEach
    void open() {
        replicas.ask(publisher.open());
    }

    @Test
    void eachChangeGetsTheNextSequenceInItsOrder() {
        replicas.ask(publisher.batch(row("ben", "on"), row("anna", "on")));
        RosterAnswer answer = replicas.ask(publisher.batch(row("cleo", "on")));

        assertThat(replicas.user("ben").version()).isEqualTo(new Version(1, 1));
        assertThat(replicas.user("anna").version()).isEqualTo(new Version(1, 2));
        assertThat(replicas.user("cleo").version()).isEqualTo(new Version(1, 3));
        assertThat(answer).isEqualTo(new RosterAnswer(null, 1, 3, 2));
    }

    @Test
    void lastChangeOfAUserInABatchWins() {
        replicas.ask(publisher.batch(row("anna", "on key=First"), row("ben", "on"), row("anna", "on key=Last")));

        assertThat(words(replicas.user("anna"))).isEqualTo("on key=Last");
        assertThat(replicas.user("ben").sequence()).isEqualTo(1);
        assertThat(replicas.user("anna").sequence()).isEqualTo(2);
        assertThat(replicas.header().sequence()).isEqualTo(2);
    }

    @Test
    void usersWhoCameFromTwoLogsWithTheSamePlaceAreNotMistakenForEachOther() {
        replicas.ask(publisher.batch(
                TestRows.at(0, row("anna", "on")), TestRows.at(0, row("ben", "on")), row("cleo", "on")));
        replicas.ask(publisher.batch(
                row("ben", "on key=A"), row("anna", "on key=B"), row("ben", "on key=C"), row("cleo", "on key=D")));

        assertThat(words(replicas.user("anna"))).isEqualTo("on key=B");
        assertThat(words(replicas.user("ben"))).isEqualTo("on key=C");
        assertThat(words(replicas.user("cleo"))).isEqualTo("on key=D");
        assertThat(replicas.header().sequence()).isEqualTo(6);
    }

    @Test
    void removalAfterAChangeInOneBatchWins() {
        replicas.ask(publisher.batch(row("anna", "on")));
        replicas.ask(publisher.batch(row("anna", "on phone"), removal("anna")));

        assertThat(replicas.users()).isEmpty();
        assertThat(replicas.header().sequence()).isEqualTo(2);
    }

    @Test
    void repeatedBatchIsAppliedOnceAndAnsweredAsBefore() {
        PublishBatch batch = publisher.batch(row("anna", "on"), row("ben", "on"));
        RosterAnswer first = replicas.ask(batch);
        RosterAnswer again = replicas.ask(batch);

        assertThat(again).isEqualTo(first);
        assertThat(replicas.user("anna").sequence()).isEqualTo(1);
    }

    @Test
    void repeatedBatchRepairsABackupThatMissedIt() {
        replicas.ask(publisher.batch(row("anna", "on"), row("ben", "on")));
        PublishBatch missed = publisher.batch(row("anna", "on phone"), removal("ben"), row("cleo", "on"));
        replicas.askWhileBackupMissesIt(missed);

        replicas.ask(missed);

        assertThat(replicas.users()).containsExactly("anna", "cleo");
    }

    @Test
    void repeatedPartOfASnapshotTellsTheBackupWhomItNamed() {
        replicas.ask(publisher.part(Part.ONLY, row("anna", "on"), row("ben", "on")));
        replicas.ask(publisher.part(Part.FIRST, row("ben", "on")));
        PublishBatch missed = publisher.part(Part.NONE, row("anna", "on"));
        replicas.askWhileBackupMissesIt(missed);
        replicas.ask(missed);
        replicas.loseOwner();

        replicas.ask(publisher.part(Part.LAST));

        assertThat(replicas.users()).containsExactly("anna", "ben");
    }

    @Test
    void repeatedFirstPartMakesTheBackupForgetTheSnapshotBefore() {
        replicas.ask(publisher.part(Part.ONLY, row("anna", "on"), row("ben", "on")));
        replicas.ask(publisher.part(Part.FIRST, row("ben", "on")));
        PublishBatch missed = publisher.part(Part.FIRST, row("anna", "on"));
        replicas.askWhileBackupMissesIt(missed);
        replicas.ask(missed);
        replicas.loseOwner();

        replicas.ask(publisher.part(Part.LAST));

        assertThat(replicas.users()).containsExactly("anna");
    }

    @Test
    void batchBeforeTheFirstIsOutOfOrder() {
        RosterAnswer answer = replicas.ask(publisher.numbered(0, Part.NONE, row("anna", "on")));

        assertThat(answer.refusal()).isEqualTo(Refusal.BATCH_OUT_OF_ORDER);
    }

    @Test
    void gapInTheNumbersIsRefusedAndTellsTheLastNumber() {
        replicas.ask(publisher.batch(row("anna", "on")));

        RosterAnswer answer = replicas.ask(publisher.numbered(3, Part.NONE, row("ben", "on")));

        assertThat(answer).isEqualTo(new RosterAnswer(Refusal.BATCH_OUT_OF_ORDER, 1, 1, 1));
        assertThat(replicas.users()).containsExactly("anna");
    }

    @Test
    void olderBatchThanTheLastIsOutOfOrder() {
        PublishBatch first = publisher.batch(row("anna", "on"));
        replicas.ask(first);
        replicas.ask(publisher.batch(row("anna", "on phone")));

        assertThat(replicas.ask(first).refusal()).isEqualTo(Refusal.BATCH_OUT_OF_ORDER);
        assertThat(words(replicas.user("anna"))).isEqualTo("on phone");
    }

    @Test
    void batchOfASessionThatWasNeverOpenedIsLost() {
        assertThat(new Replicas().ask(publisher.batch(row("anna", "on"))).refusal())
                .isEqualTo(Refusal.SESSION_LOST);
    }

    @Test
    void changedAddressLeavesARemovalForTheOldOne() {
        replicas.ask(publisher.batch(row("anna", "old@example.com", "on")));
        replicas.ask(publisher.batch(row("anna", "new@example.com", "on")));

        List<Row> rows = replicas.owner().rows().after(0, 10);
        assertThat(rows).extracting(Row::email).containsExactly("old@example.com", "new@example.com");
        assertThat(rows).extracting(Row::isRemoved).containsExactly(true, false);
        assertThat(rows).extracting(Row::sequence).containsExactly(2L, 3L);
    }

    @Test
    void returnToAnOldAddressForgetsItsRemoval() {
        replicas.ask(publisher.batch(row("anna", "old@example.com", "on")));
        replicas.ask(publisher.batch(row("anna", "new@example.com", "on")));
        replicas.ask(publisher.batch(row("anna", "old@example.com", "on")));

        List<Row> rows = replicas.owner().rows().after(0, 10);
        assertThat(rows).extracting(Row::email).containsExactly("new@example.com", "old@example.com");
        assertThat(rows).extracting(Row::isRemoved).containsExactly(true, false);
    }

    @Test
    void removalOfAUserWhomNobodyKnowsChangesNothing() {
        RosterAnswer answer = replicas.ask(publisher.batch(removal("nobody")));

        assertThat(answer).isEqualTo(new RosterAnswer(null, 1, 0, 1));
        assertThat(replicas.owner().rows().removals()).isZero();
    }

    @Test
    void logoffClearsATransientKey() {
        replicas.ask(publisher.batch(row("anna", "on key=FollowUp")));
        replicas.ask(publisher.batch(row("anna", "key=FollowUp note")));

        assertThat(words(replicas.user("anna"))).isEqualTo("note");
        assertThat(replicas.user("anna").facts()).isEqualTo(Facts.OFF);
    }

    @Test
    void logoffKeepsAPersistentKey() {
        replicas.ask(publisher.batch(row("anna", "on key=GoneHome keep")));
        replicas.ask(publisher.batch(row("anna", "key=GoneHome keep")));

        assertThat(words(replicas.user("anna"))).isEqualTo("key=GoneHome keep");
    }

    @Test
    void logoffLeavesACallAsItWasSent() {
        replicas.ask(publisher.batch(row("anna", "on key=FollowUp")));
        replicas.ask(publisher.batch(row("anna", "phone key=FollowUp")));

        assertThat(replicas.user("anna").facts()).isEqualTo(Facts.OFF_PHONE);
        assertThat(words(replicas.user("anna"))).isEqualTo("phone");
    }

    @Test
    void transientKeyOfAUserWhoWasLoggedOffAlreadyStaysAsSent() {
        replicas.ask(publisher.batch(row("anna", "note")));
        replicas.ask(publisher.batch(row("anna", "key=FollowUp")));

        assertThat(words(replicas.user("anna"))).isEqualTo("key=FollowUp");
        assertThat(replicas.user("anna").facts()).isEqualTo(Facts.OFF_TRANSIENT);
    }

    @Test
    void logoffTogetherWithANewAddressClearsTheTransientKey() {
        replicas.ask(publisher.batch(row("anna", "old@example.com", "on key=FollowUp")));
        replicas.ask(publisher.batch(row("anna", "new@example.com", "key=FollowUp")));

        assertThat(replicas.user("anna").facts()).isEqualTo(Facts.OFF);
    }

    @Test
    void batchesRenewTheLeaseAndEmptyOnesToo() {
        long counter = lease();
        replicas.ask(publisher.batch());
        assertThat(lease()).isEqualTo(counter + 1);
        replicas.ask(publisher.batch(row("anna", "on")));
        assertThat(lease()).isEqualTo(counter + 2);
        assertThat(replicas.header().sequence()).isEqualTo(1);
    }

    @Test
    void batchThroughAnotherNodeMovesTheHomeAndNothingElse() {
        replicas.ask(publisher.batch(row("anna", "on")));
        replicas.ask(publisher.disconnected());

        replicas.ask(publisher.through("node2").batch(row("ben", "on")));

        assertThat(session().home()).isEqualTo(new Session.Home("node2", true));
        assertThat(replicas.header().epochs()).hasSize(1);
        assertThat(replicas.user("ben").version()).isEqualTo(new Version(1, 2));
    }

    private long lease() {
        return session().lease().counter();
    }

    private Session session() {
        return Objects.requireNonNull(replicas.header().session());
    }
}
