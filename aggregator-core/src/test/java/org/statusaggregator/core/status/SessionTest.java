package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.status.TestRows.removal;
import static org.statusaggregator.core.status.TestRows.row;

import java.util.Objects;
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

    @Test
    void firstOpeningBeginsAboveTheEpochThatTheClientKnows() {
        RosterAnswer answer = replicas.ask(first.open(true, 41));

        assertThat(answer).isEqualTo(new RosterAnswer(null, 42, 0, 0));
        assertThat(replicas.header().isLive("s1")).isTrue();
    }

    @Test
    void laterOpeningBeginsAboveBothEpochs() {
        replicas.ask(first.open(true, 4));
        assertThat(replicas.ask(second.open(true, 0)).epoch()).isEqualTo(6);
        assertThat(replicas.ask(new Publisher("s3").open(true, 99)).epoch()).isEqualTo(100);
    }

    @Test
    void takeOverFencesTheOldSessionAtOnce() {
        replicas.ask(first.open());
        replicas.ask(first.batch(row("anna", "on")));
        replicas.ask(second.open());

        assertThat(replicas.ask(first.batch(row("anna", "on phone"))).refusal()).isEqualTo(Refusal.SESSION_TAKEN_OVER);
        assertThat(replicas.ask(first.alive()).refusal()).isEqualTo(Refusal.SESSION_TAKEN_OVER);
        assertThat(replicas.ask(first.disconnected()).refusal()).isEqualTo(Refusal.SESSION_TAKEN_OVER);
        assertThat(replicas.ask(first.close()).refusal()).isEqualTo(Refusal.SESSION_TAKEN_OVER);
        assertThat(TestRows.words(replicas.user("anna"))).isEqualTo("on");
        assertThat(replicas.header().isLive("s2")).isTrue();
    }

    @Test
    void waitingIsRefusedWhileASessionIsLive() {
        replicas.ask(first.open());

        RosterAnswer answer = replicas.ask(second.open(false, 0));

        assertThat(answer.refusal()).isEqualTo(Refusal.SESSION_HELD);
        assertThat(replicas.ask(first.alive()).refusal()).isNull();
    }

    @Test
    void waitingEndsWithTheSession() {
        replicas.ask(first.open());
        replicas.ask(first.close());

        assertThat(replicas.ask(second.open(false, 0)).refusal()).isNull();
        assertThat(replicas.header().isLive("s2")).isTrue();
    }

    @Test
    void repeatedOpeningIsAnsweredAsBefore() {
        RosterAnswer answer = replicas.ask(first.open());
        assertThat(replicas.ask(first.open())).isEqualTo(answer);
        assertThat(replicas.ask(first.open(false, 0))).isEqualTo(answer);
        assertThat(replicas.header().epochs()).hasSize(1);
    }

    @Test
    void repeatedOpeningReachesTheBackupThatMissedIt() {
        replicas.ask(first.open());
        replicas.askWhileBackupMissesIt(second.open());
        replicas.ask(second.open());
        replicas.loseOwner();

        assertThat(replicas.header().isLive("s2")).isTrue();
    }

    @Test
    void openingThatWasLostWithTheOwnerCanBeRepeated() {
        replicas.ask(first.open());
        replicas.askWhileBackupMissesIt(second.open());
        replicas.loseOwner();

        assertThat(replicas.ask(second.open()).epoch()).isEqualTo(2);
        assertThat(replicas.ask(first.alive()).refusal()).isEqualTo(Refusal.SESSION_TAKEN_OVER);
    }

    @Test
    void endedSessionIsLostAndNotTakenOver() {
        replicas.ask(first.open());
        replicas.ask(first.close());
        assertThat(replicas.ask(first.alive()).refusal()).isEqualTo(Refusal.SESSION_LOST);

        replicas.ask(second.open());
        assertThat(replicas.ask(first.alive()).refusal()).isEqualTo(Refusal.SESSION_LOST);
    }

    @Test
    void sessionThatNobodyKnowsIsLost() {
        replicas.ask(first.open());

        assertThat(replicas.ask(second.alive()).refusal()).isEqualTo(Refusal.SESSION_LOST);
        assertThat(new Replicas().ask(first.alive()).refusal()).isEqualTo(Refusal.SESSION_LOST);
        assertThat(new Replicas().ask(first.close()).refusal()).isEqualTo(Refusal.SESSION_LOST);
    }

    @Test
    void callThroughAnotherNodeMovesTheSessionThere() {
        replicas.ask(first.open());
        replicas.ask(first.disconnected());
        assertThat(replicas.header().state(node -> true)).isEqualTo(CicServerState.STALE);

        replicas.ask(first.through("node2").alive());

        assertThat(session().home()).isEqualTo(new Session.Home("node2", true));
        assertThat(replicas.header().epochs()).hasSize(1);
    }

    @Test
    void brokenConnectionToANodeThatIsNoLongerTheHomeIsOvertaken() {
        replicas.ask(first.open());
        SessionCall late = first.disconnected();
        replicas.ask(first.through("node2").alive());

        assertThat(replicas.ask(late).refusal()).isEqualTo(Refusal.OVERTAKEN);
        assertThat(session().home().connected()).isTrue();
    }

    @Test
    void brokenConnectionDoesNotRenewTheLease() {
        replicas.ask(first.open());
        long counter = session().lease().counter();
        replicas.ask(first.disconnected());

        assertThat(session().lease().counter()).isEqualTo(counter);
    }

    @Test
    void cicServerIsStaleWhenItsHomeHasLeftTheCluster() {
        replicas.ask(first.open());

        assertThat(replicas.header().state(node -> !node.equals("node1"))).isEqualTo(CicServerState.STALE);
        assertThat(replicas.header().state(node -> true)).isEqualTo(CicServerState.SYNCHRONIZING);
    }

    @Test
    void leaseRunsOutOnlyIfTheWatchedCounterStands() {
        replicas.ask(first.open());
        long watched = session().lease().counter();
        replicas.ask(first.alive());

        assertThat(replicas.ask(first.expire(watched)).refusal()).isEqualTo(Refusal.OVERTAKEN);
        assertThat(replicas.header().isLive("s1")).isTrue();
        assertThat(replicas.ask(first.expire(watched + 1)).refusal()).isNull();
        assertThat(replicas.header().state(node -> true)).isEqualTo(CicServerState.EXPIRED);
    }

    @Test
    void usersOfAnEndedSessionAreLoggedOffWithNewVersionsInOrder() {
        replicas.ask(first.open());
        replicas.ask(first.batch(
                row("anna", "on phone key=FollowUp"),
                row("ben", "on key=GoneHome keep"),
                row("cleo", "key=Sick keep"),
                row("dora", "phone key=FollowUp")));
        replicas.ask(first.batch(removal("cleo")));

        RosterAnswer answer = replicas.ask(first.close());

        assertThat(answer).isEqualTo(new RosterAnswer(null, 2, 8, 0));
        assertThat(TestRows.content(replicas.user("anna"))).isEqualTo("anna anna@example.com OFF LEASE_EXPIRED \"\"");
        assertThat(TestRows.content(replicas.user("ben")))
                .isEqualTo("ben ben@example.com OFF LEASE_EXPIRED \"key=GoneHome keep\"");
        assertThat(TestRows.content(replicas.user("dora"))).isEqualTo("dora dora@example.com OFF LEASE_EXPIRED \"\"");
        assertThat(replicas.users()).containsExactly("anna", "ben", "dora");
        assertThat(Replicas.live(replicas.owner()).values())
                .extracting(Row::version)
                .containsExactly(new Version(2, 6), new Version(2, 7), new Version(2, 8));
    }

    @Test
    void repeatedEndIsAnsweredAsBeforeAndRepairsTheBackup() {
        replicas.ask(first.open());
        replicas.ask(first.batch(row("anna", "on"), row("ben", "on")));
        RosterAnswer answer = replicas.askWhileBackupMissesIt(first.close());

        assertThat(replicas.ask(first.close())).isEqualTo(answer);
        assertThat(replicas.header().epochs()).hasSize(2);
    }

    @Test
    void endThatWasLostWithTheOwnerCanBeRepeated() {
        replicas.ask(first.open());
        replicas.ask(first.batch(row("anna", "on")));
        RosterAnswer answer = replicas.askWhileBackupMissesIt(first.close());
        replicas.loseOwner();

        assertThat(replicas.ask(first.close())).isEqualTo(answer);
        assertThat(replicas.user("anna").facts()).isEqualTo(Facts.OFF);
    }

    @Test
    void repeatedSignOfLifeChangesOnlyTheLease() {
        replicas.ask(first.open());
        replicas.ask(first.batch(row("anna", "on")));
        RosterAnswer answer = replicas.ask(first.alive());
        Position end = replicas.header().end();

        assertThat(replicas.ask(first.alive())).isEqualTo(answer);
        assertThat(replicas.header().end()).isEqualTo(end);
    }

    @Test
    void onlyTheLastEpochsAreRemembered() {
        for (int i = 0; i < 2 * RosterHeader.EPOCHS_KEPT; i++) {
            replicas.ask(new Publisher("p" + i).open());
        }

        assertThat(replicas.header().epochs()).hasSize(RosterHeader.EPOCHS_KEPT);
        assertThat(replicas.header().epoch().number()).isEqualTo(2 * RosterHeader.EPOCHS_KEPT);
    }

    private Session session() {
        return Objects.requireNonNull(replicas.header().session());
    }

    private static Roster rosterOf(Publisher publisher, Row... rows) {
        Replicas replicas = new Replicas();
        replicas.ask(publisher.open());
        replicas.ask(publisher.batch(rows));
        return replicas.owner();
    }
}
