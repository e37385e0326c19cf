package org.statusaggregator.node.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Roster;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.ManualLoop;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.WatcherModel;

/** The view follows the store, whatever becomes of hints and reads. */
class StatusViewTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final ManualLoop loop = new ManualLoop();
    private final StatusView view = new StatusView(store, loop);
    private final TestCic cic = new TestCic("cic1", store);
    private final List<String> changes = new ArrayList<>();

    StatusViewTest() {
        view.listen(roster -> changes.add(roster.cicServer()));
    }

    private void assertViewEqualsStore(String cicServer) {
        RosterView roster = Objects.requireNonNull(view.roster(cicServer), cicServer);
        Roster held = store.roster(cicServer);
        assertThat(WatcherModel.of(cicServer, roster.rows())).isEqualTo(WatcherModel.of(cicServer, held.rows()));
        assertThat(roster.header()).isEqualTo(held.header());
        assertThat(roster.end()).isEqualTo(held.header().sequence());
        assertThat(roster.rows().removals()).isEqualTo(held.rows().removals());
    }

    @Test
    void aHintBringsWhatChanged() {
        cic.openWith(cic.user("u1", "Available"));
        loop.run();
        cic.publish(cic.user("u2", "At Lunch"), TestCic.removal("u1"));
        loop.run();

        assertViewEqualsStore("cic1");
        assertThat(changes).contains("cic1");
    }

    @Test
    void hintsDuringAReadCauseExactlyOneMore() {
        cic.openWith(cic.user("u1", "Available"));
        loop.run();
        store.holdReads(true);
        int before = store.reads();

        for (int i = 0; i < 10; i++) {
            cic.publish(cic.user("u1", "key " + i));
            loop.run();
        }
        assertThat(store.reads() - before).as("reads in flight").isEqualTo(1);

        store.answerReads();
        loop.run();
        assertThat(store.reads() - before).isEqualTo(2);

        store.answerReads();
        loop.run();
        assertThat(store.reads() - before).as("nothing is left to read").isEqualTo(2);
        assertViewEqualsStore("cic1");
    }

    @Test
    void oneRosterDoesNotWaitForAnother() {
        TestCic other = new TestCic("cic2", store);
        store.holdReads(true);
        cic.openWith(cic.user("u1", "Available"));
        loop.run();
        store.holdReads(false);
        other.openWith(other.user("u1", "Available"));
        loop.run();

        assertThat(view.roster("cic1")).isNull();
        assertViewEqualsStore("cic2");
    }

    @Test
    void aFailedReadIsTriedAgainAfterPausesThatGrow() {
        cic.openWith(cic.user("u1", "Available"));
        store.failReads(3);
        loop.run();
        assertThat(store.reads()).isEqualTo(1);

        loop.advance(Duration.ofMillis(49));
        assertThat(store.reads()).isEqualTo(1);
        loop.advance(Duration.ofMillis(1));
        assertThat(store.reads()).isEqualTo(2);
        loop.advance(Duration.ofMillis(99));
        assertThat(store.reads()).isEqualTo(2);
        loop.advance(Duration.ofMillis(1));
        assertThat(store.reads()).isEqualTo(3);
        loop.advance(Duration.ofMillis(200));
        assertViewEqualsStore("cic1");
    }

    @Test
    void thePauseBetweenTriesIsBounded() {
        cic.openWith(cic.user("u1", "Available"));
        store.failReads(1_000);
        loop.advance(Duration.ofMinutes(1));
        int before = store.reads();
        loop.advance(Duration.ofSeconds(20));

        assertThat(store.reads() - before).isEqualTo(10);
    }

    @Test
    void afterASuccessThePauseIsShortAgain() {
        cic.openWith(cic.user("u1", "Available"));
        store.failReads(5);
        loop.advance(Duration.ofSeconds(10));
        assertViewEqualsStore("cic1");

        store.failReads(1);
        cic.publish(cic.user("u1", "Gone"));
        loop.run();
        loop.advance(Duration.ofMillis(50));
        assertViewEqualsStore("cic1");
    }

    @Test
    void hintsWhileItWaitsToTryAgainCauseNoExtraRead() {
        cic.openWith(cic.user("u1", "Available"));
        store.failReads(1);
        loop.run();
        store.hint("cic1");
        store.hint("cic1");
        loop.run();

        assertThat(store.reads()).isEqualTo(1);
        loop.advance(Duration.ofMillis(50));
        assertViewEqualsStore("cic1");
    }

    @Test
    void aListenerThatFailsDoesNotStopTheRoster() {
        cic.openWith(cic.user("u1", "Available"));
        loop.run();
        boolean[] broken = {true};
        view.listen(roster -> {
            if (broken[0]) {
                broken[0] = false;
                throw new IllegalStateException("a listener fails as the test wants it");
            }
        });
        cic.publish(cic.user("u1", "first"));
        loop.run();
        cic.publish(cic.user("u1", "second"));
        loop.advance(Duration.ofMillis(50));

        assertViewEqualsStore("cic1");
        assertThat(loop.timers()).as("nothing is tried again").isZero();
    }

    @Test
    void aTaskThatIsRepeatedOutlivesItsFailure() {
        int[] runs = {0};
        loop.every(Duration.ofSeconds(1), () -> {
            if (++runs[0] == 1) {
                throw new IllegalStateException("it fails as the test wants it");
            }
        });

        assertThatThrownBy(() -> loop.advance(Duration.ofSeconds(1))).hasMessageContaining("as the test wants it");
        loop.advance(Duration.ofSeconds(3));
        assertThat(runs[0]).isEqualTo(4);
    }

    @Test
    void aRosterOfManyReadsIsShownWhenItIsComplete() {
        store.deliverHints(false);
        cic.openWith(cic.users(RosterPuller.LIMIT + 500, "Available"));
        store.deliverHints(true);
        store.holdReads(true);
        store.hint("cic1");
        loop.run();
        store.answerReads();
        loop.run();
        assertThat(view.roster("cic1")).as("after the first of two reads").isNull();
        assertThat(changes).isEmpty();
        assertThat(view.find("u1@example.com")).isEmpty();

        store.answerReads();
        loop.run();
        assertViewEqualsStore("cic1");
        assertThat(view.find("u1@example.com")).hasSize(1);
        assertThat(changes).containsExactly("cic1");
    }

    @Test
    void whileAReplacedRosterIsReadTheOldOneIsShown() {
        cic.openWith(cic.users(RosterPuller.LIMIT + 500, "old"));
        loop.run();
        InMemoryRosterStore elsewhere = new InMemoryRosterStore();
        TestCic other = new TestCic("cic1", elsewhere);
        other.open();
        other.openWith(other.users(RosterPuller.LIMIT + 1, "new"));
        changes.clear();

        store.holdReads(true);
        store.replace(elsewhere.roster("cic1"));
        loop.run();
        store.answerReads(); // what is shown is not in its past: it is offered
        loop.run();
        store.answerReads();
        loop.run();
        assertThat(Objects.requireNonNull(view.roster("cic1")).rows().users()).isEqualTo(RosterPuller.LIMIT + 500);
        assertThat(changes).isEmpty();

        store.answerReads();
        loop.run();
        assertViewEqualsStore("cic1");
        assertThat(changes).containsExactly("cic1");
    }

    @Test
    void aLostHintIsHealedByTheNextRound() {
        cic.openWith(cic.user("u1", "Available"));
        loop.run();
        store.deliverHints(false);
        cic.publish(cic.user("u1", "Gone Home"));
        TestCic other = new TestCic("cic2", store);
        other.openWith(other.user("u9", "Available"));
        loop.run();
        assertThat(view.roster("cic2")).isNull();

        view.round(store.cicServers());
        loop.run();
        assertViewEqualsStore("cic1");
        assertViewEqualsStore("cic2");
    }

    @Test
    void itIsCompleteWhenEveryRosterOfTheFirstRoundWasRead() {
        store.deliverHints(false);
        cic.openWith(cic.users(RosterPuller.LIMIT + 1, "Available"));
        TestCic other = new TestCic("cic2", store);
        other.openWith(other.user("u9", "Available"));
        store.holdReads(true);
        assertThat(view.isComplete()).as("before the first round").isFalse();

        view.round(store.cicServers());
        loop.run();
        assertThat(view.isComplete()).isFalse();
        store.answerReads();
        loop.run();
        assertThat(view.isComplete()).as("half of cic1 is missing").isFalse();
        store.answerReads();
        loop.run();
        assertThat(view.isComplete()).isTrue();

        new TestCic("cic3", store).open();
        view.round(store.cicServers());
        assertThat(view.isComplete())
                .as("what comes later does not take it back")
                .isTrue();
    }

    @Test
    void aRosterThatIsGoneWhenItIsReadDoesNotKeepItIncomplete() {
        view.round(Set.of("cic7"));
        loop.run();

        assertThat(view.isComplete()).isTrue();
        assertThat(view.roster("cic7")).isNull();
    }

    @Test
    void anEmptyClusterIsCompleteAtOnce() {
        view.round(Set.of());

        assertThat(view.isComplete()).isTrue();
    }

    @Test
    void removalsAreForgottenAsTheRosterForgetsThem() {
        cic.openWith(cic.users(3_000, "Available"));
        loop.run();
        for (int round = 0; round < 4; round++) {
            cic.snapshot();
            cic.snapshot(cic.users(3_000, "round " + round));
            cic.publish(TestCic.removal("u1"));
        }
        loop.run();

        assertViewEqualsStore("cic1");
    }
}
