package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.status.TestRows.removal;
import static org.statusaggregator.core.status.TestRows.row;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.PublishBatch.Part;

/** What a disk gives back to a cluster that starts from nothing, or to one that knows better. */
class RestoreRosterTest {
    private final Replicas before = new Replicas();
    private final Replicas after = new Replicas();
    private final Publisher publisher = new Publisher("s1");

    @BeforeEach
    void publish() {
        before.ask(publisher.open());
        before.ask(publisher.part(
                Part.ONLY, row("anna", "on phone key=Home keep"), row("ben", "on key=Lunch"), row("cleo", "on")));
        before.ask(publisher.batch(removal("cleo")));
    }

    @Test
    void persistentKeysComeBackOthersAreClearedAndNobodyIsLoggedOn() {
        assertThat(after.ask(disk("r1")).refusal()).isNull();

        assertThat(after.users()).containsExactly("anna", "ben");
        assertThat(TestRows.content(after.user("anna")))
                .isEqualTo("anna anna@example.com OFF RESTORED \"key=Home keep\"");
        assertThat(TestRows.content(after.user("ben"))).isEqualTo("ben ben@example.com OFF RESTORED \"\"");
        assertThat(after.owner().rows().removals()).isEqualTo(1);
        assertThat(after.header().session()).isNull();
    }

    @Test
    void clientThatLivedThroughTheRestartHasToOpenItsSessionAnewAboveAllEpochs() {
        after.ask(disk("r1"));

        assertThat(after.ask(publisher.alive()).refusal()).isEqualTo(Refusal.SESSION_LOST);
        assertThat(after.ask(publisher.batch(row("ben", "on"))).refusal()).isEqualTo(Refusal.SESSION_LOST);
        Publisher next = new Publisher("s2");
        RosterAnswer opened = after.ask(next.open(true, 1));
        assertThat(opened.epoch()).isGreaterThan(RestoreRoster.EPOCHS_LEFT_OUT);
    }

    @Test
    void watcherFromBeforeGoesOnWithItsToken() {
        Reader reader = new Reader();
        reader.readAll(before.owner(), 10);
        before.ask(publisher.batch(removal("ben")));
        after.ask(disk("r1"));
        Position position = before.header().end();

        assertThat(after.header().canContinue(position)).isTrue();
        reader.readAll(after.owner(), 10);
        reader.assertHolds(after.owner());
        assertThat(reader.stepsBack()).isZero();
    }

    @Test
    void watcherThatHasSeenWhatTheDiskLacksReadsEverythingAndDoesNotStepBack() {
        RestoreRoster disk = disk("r1");
        Reader reader = new Reader();
        Publisher second = new Publisher("s2");
        before.ask(second.open());
        before.ask(second.part(Part.ONLY, row("anna", "on"), row("dora", "on")));
        reader.readAll(before.owner(), 10);
        after.ask(disk);

        assertThat(after.header().canContinue(before.header().end())).isFalse();
        reader.readAll(after.owner(), 10);
        reader.assertHolds(after.owner());
        assertThat(reader.stepsBack()).isZero();
    }

    @Test
    void ofTwoDisksTheLaterOneWinsInWhateverOrder() {
        RestoreRoster old = disk("r1");
        before.ask(publisher.batch(row("ben", "key=Holiday keep"), row("eve", "on")));
        RestoreRoster late = disk("r2");
        Replicas oldFirst = new Replicas();
        oldFirst.ask(old);
        Reader reader = new Reader();
        reader.readAll(oldFirst.owner(), 10);

        assertThat(oldFirst.ask(late).refusal()).isNull();
        assertThat(after.ask(late).refusal()).isNull();
        assertThat(after.ask(old).refusal()).isEqualTo(Refusal.OVERTAKEN);

        assertThat(contents(oldFirst)).isEqualTo(contents(after));
        assertThat(TestRows.words(after.user("ben"))).isEqualTo("key=Holiday keep");
        reader.readAll(oldFirst.owner(), 10);
        reader.assertHolds(oldFirst.owner());
        assertThat(reader.stepsBack()).isZero();
    }

    @Test
    void anEndOfTheSessionIsLaterThanTheSession() {
        RestoreRoster live = disk("r1");
        before.ask(publisher.close());
        RestoreRoster ended = disk("r2");

        after.ask(live);
        assertThat(after.ask(ended).refusal()).isNull();
        assertThat(after.ask(live).refusal()).isEqualTo(Refusal.OVERTAKEN);
    }

    @Test
    void aDiskThatWasOnlyRestartedIsNotLaterThanOneThatWasToldMore() {
        Replicas lonely = new Replicas();
        lonely.ask(disk("r1"));
        RestoreRoster restartedTwice = disk(lonely, "r2");
        before.ask(publisher.batch(row("ben", "key=Holiday keep")));
        RestoreRoster toldMore = disk("r3");

        after.ask(restartedTwice);
        assertThat(after.ask(toldMore).refusal()).isNull();
        assertThat(TestRows.words(after.user("ben"))).isEqualTo("key=Holiday keep");
        assertThat(after.ask(restartedTwice).refusal()).isEqualTo(Refusal.OVERTAKEN);
    }

    @Test
    void nothingBeatsALiveSession() {
        Publisher next = new Publisher("s2");
        after.ask(next.open());
        after.ask(next.part(Part.ONLY, row("anna", "on key=Here")));
        Reader reader = new Reader();
        reader.readAll(after.owner(), 10);

        after.ask(disk("r1"));

        assertThat(after.users()).containsExactly("anna");
        assertThat(TestRows.words(after.user("anna"))).isEqualTo("on key=Here");
        assertThat(after.ask(next.batch(row("anna", "on"))).refusal()).isNull();
        reader.readAll(after.owner(), 10);
        reader.assertHolds(after.owner());
        assertThat(reader.stepsBack()).isZero();
    }

    @Test
    void aLiveSessionThatAViewStillKnowsBeatsWhatADiskGaveBack() {
        after.ask(disk("r1"));
        List<Row> rows = before.owner().rows().after(0, Integer.MAX_VALUE);

        assertThat(after.ask(OfferRoster.of(before.header(), before.header().end(), rows))
                        .refusal())
                .isNull();

        assertThat(after.ask(publisher.batch(row("ben", "on key=Back"))).refusal())
                .isNull();
        assertThat(after.user("anna").facts().loggedOn()).isTrue();
        assertThat(after.ask(disk("r2")).refusal()).isEqualTo(Refusal.OVERTAKEN);
    }

    @Test
    void whatEndedInTheRunningClusterBeatsADiskWithGreaterEpochsAndRisesAboveThem() {
        for (int i = 2; i < 9; i++) {
            before.ask(new Publisher("s" + i).open());
        }
        Publisher forgetful = new Publisher("t1");
        after.ask(forgetful.open());
        after.ask(forgetful.part(Part.ONLY, row("anna", "on key=Here keep")));
        after.ask(forgetful.close());
        assertThat(after.header().epoch().number())
                .isLessThan(before.header().epoch().number());

        assertThat(after.ask(disk("r1")).refusal()).isNull();

        assertThat(after.users()).containsExactly("anna");
        assertThat(TestRows.words(after.user("anna"))).isEqualTo("key=Here keep");
        assertThat(after.user("anna").version().isAfter(before.header().version()))
                .isTrue();
    }

    @Test
    void aClusterThatKnowsAllThatTheDiskKnowsIsLeftAlone() {
        RestoreRoster disk = disk("r1");
        before.ask(publisher.batch(row("ben", "on")));
        Position end = before.header().end();

        assertThat(before.ask(disk).refusal()).isEqualTo(Refusal.OVERTAKEN);
        assertThat(before.header().end()).isEqualTo(end);
        assertThat(before.ask(publisher.alive()).refusal()).isNull();
    }

    @Test
    void aRepeatedOfferIsAnsweredAsBefore() {
        RestoreRoster disk = disk("r1");
        RosterAnswer first = after.askWhileBackupMissesIt(disk);
        after.askWhileBackupMissesIt(disk);

        assertThat(after.ask(disk)).isEqualTo(first);
    }

    @Test
    void aMixtureOfStatesComesBackButNobodyContinuesIt() {
        RosterHeader header = before.header();
        Position middle = new Position(header.epoch().branch(), 2, header.sequence(), 0);
        RestoreRoster disk =
                RestoreRoster.of(header, middle, before.owner().rows().after(0, 1), "r1");

        after.ask(disk);

        assertThat(after.users()).containsExactly("anna");
        assertThat(after.header().canContinue(new Position(header.epoch().branch(), 1, 1, 1)))
                .isFalse();
        after.ask(disk("r2"));
        assertThat(after.users()).as("a whole one was told more").containsExactly("anna", "ben");
    }

    private RestoreRoster disk(String epochId) {
        return disk(before, epochId);
    }

    private static RestoreRoster disk(Replicas replicas, String epochId) {
        List<Row> rows = replicas.owner().rows().after(0, Integer.MAX_VALUE);
        return RestoreRoster.of(replicas.header(), replicas.header().end(), rows, epochId);
    }

    private static List<String> contents(Replicas replicas) {
        return Replicas.live(replicas.owner()).values().stream()
                .map(TestRows::content)
                .toList();
    }
}
