package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.status.TestRows.removal;
import static org.statusaggregator.core.status.TestRows.row;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.PublishBatch.Part;

/** A copy that has missed a change does not pass for a whole one. */
class GapTest {
    private final Publisher publisher = new Publisher("s1");
    private final Roster owner = opened();
    private Roster backup = Roster.of(owner.whole());

    private Roster opened() {
        return Roster.of(change(publisher.open().decide(null, TestRows.BODIES)));
    }

    @BeforeEach
    void publish() {
        both(publisher.part(Part.ONLY, row("anna", "on"), row("ben", "on")));
    }

    private static RosterChange change(Decision decision) {
        return Objects.requireNonNull(decision.change());
    }

    private RosterChange onOwner(RosterRequest request) {
        RosterChange change = change(request.decide(owner, TestRows.BODIES));
        owner.install(change);
        return change;
    }

    private void both(RosterRequest request) {
        backup.install(onOwner(request));
    }

    private void onBackupAsOwner(RosterRequest request) {
        backup.install(change(request.decide(backup, TestRows.BODIES)));
    }

    @Test
    void aCopyThatMissedRowsHasAPastThatNobodyHasRead() {
        onOwner(publisher.batch(row("anna", "on phone")));
        both(publisher.disconnected());

        assertThat(backup.header().sequence()).isEqualTo(owner.header().sequence());
        assertThat(backup.header().hasPassed(owner.header().end())).isFalse();
        assertThat(owner.header().hasPassed(backup.header().end())).isFalse();
        assertThat(publisher.alive().decide(backup, TestRows.BODIES).answer().refusal())
                .isEqualTo(Refusal.SESSION_LOST);
    }

    @Test
    void aCopyThatMissedWhomASnapshotNamedHasItToo() {
        onOwner(publisher.part(Part.FIRST, row("anna", "on")));
        both(publisher.disconnected());

        assertThat(backup.header().hasPassed(owner.header().end())).isFalse();
    }

    @Test
    void aRequestThatIsRepeatedLeavesNoGap() {
        RosterRequest batch = publisher.batch(row("anna", "on phone"), removal("ben"));
        onOwner(batch);
        both(batch);

        Replicas.assertEqual(owner, backup);
    }

    @Test
    void aCopyThatIsMadeEqualAgainIsWholeAgain() {
        onOwner(publisher.batch(row("anna", "on phone")));
        both(publisher.disconnected());
        backup = Roster.of(owner.whole());
        both(publisher.batch(row("ben", "on phone")));

        Replicas.assertEqual(owner, backup);
    }

    @Test
    void aCopyThatMissedSomethingAndBecomesTheOwnerGoesOnWithASessionThatIsOpenedAnew() {
        onOwner(publisher.batch(row("anna", "on phone")));
        both(publisher.disconnected());
        Publisher next = new Publisher("s2");
        onBackupAsOwner(next.open());
        Reader reader = new Reader();
        reader.readAll(backup, 10);
        onBackupAsOwner(next.part(Part.ONLY, row("anna", "on phone")));
        reader.readAll(backup, 10);

        reader.assertHolds(backup);
        reader.assertHoldsUsers("anna");
        assertThat(backup.after(owner.header().end(), 10).whole()).isTrue();
    }

    @Test
    void whatIsNotOfItsPastIsDropped() {
        Publisher elsewhere = new Publisher("s9");
        Roster other = Roster.of(change(elsewhere.open(true, 20).decide(null, TestRows.BODIES)));
        other.install(change(elsewhere.part(Part.ONLY, row("cleo", "on")).decide(other, TestRows.BODIES)));
        backup.install(change(elsewhere.batch(row("dora", "on")).decide(other, TestRows.BODIES)));

        assertThat(Replicas.live(backup)).containsOnlyKeys("dora");
    }

    @Test
    void aCopyThatBeginsInTheMiddleIsNotWhole() {
        Roster late = Roster.of(onOwner(publisher.batch(row("anna", "on phone"))));

        assertThat(late.header().hasPassed(owner.header().end())).isFalse();
        assertThat(late.after(owner.header().end(), 10).whole()).isTrue();
    }

    @Test
    void aKeepAliveOfAPublisherWhoHasTheAnswerToABatchThatIsMissingIsRefused() {
        assertThat(publisher.alive(1).decide(owner, TestRows.BODIES).answer().refusal())
                .isNull();
        assertThat(publisher.alive(2).decide(owner, TestRows.BODIES).answer().refusal())
                .isEqualTo(Refusal.SESSION_LOST);
    }

    @Test
    void anOfferFromBeforeEverythingThatIsRememberedIsRefused() {
        RosterHeader before = owner.header();
        List<Row> rows = owner.rows().after(0, 100);
        Position read = owner.header().end();
        for (int i = 0; i < RosterHeader.EPOCHS_KEPT; i++) {
            Publisher next = new Publisher("later " + i);
            onOwner(next.open());
            onOwner(next.close());
        }

        assertThat(OfferRoster.of(before, read, rows)
                        .decide(owner, TestRows.BODIES)
                        .answer()
                        .refusal())
                .isEqualTo(Refusal.OVERTAKEN);
    }
}
