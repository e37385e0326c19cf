package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.statusaggregator.core.client.FakeWatch.row;

import com.google.rpc.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.v1.CicServerState;

/** A watch: what it asks for, what it delivers, and how it goes on. What is delivered of rows is tested in {@link DeliveryTest}. */
class StatusWatchTest {
    private ClientFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new ClientFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void theWatchAsksForWhatTheApplicationWants() {
        StatusFilter filter = new StatusFilter(Set.of("Anna@Example.com"), Set.of("CIC2"), Set.of("People"));
        fixture.client.watch(new WatchOptions(filter, true), fixture.recorder);
        fixture.run();
        FakeWatch asked = fixture.sa1.watch();
        assertThat(asked.request.getFilter().getEmailsList()).containsExactly("anna@example.com");
        assertThat(asked.request.getFilter().getCicServersList()).containsExactly("cic2");
        assertThat(asked.request.getFilter().getContactListsList()).containsExactly("People");
        assertThat(asked.request.getIncludeOwn()).isTrue();
        assertThat(asked.token()).isEmpty();
    }

    @Test
    void aSnapshotAndThenEveryChangeIsDeliveredInOrder() {
        StatusWatch watch = fixture.watch();
        assertThat(watch.state()).isEqualTo(WatchState.STARTING);
        fixture.sa1.watch().started(false);
        fixture.run();
        assertThat(watch.state()).isEqualTo(WatchState.SNAPSHOT);
        fixture.sa1
                .watch()
                .snapshotBegin()
                .rows(row("anna", 1, 1), row("bob", 1, 2))
                .cicServer("cic2", CicServerState.LIVE)
                .snapshotEnd("t1")
                .rows(row("anna", 1, 3));
        fixture.run();
        assertThat(watch.state()).isEqualTo(WatchState.FOLLOWING);
        assertThat(fixture.recorder.news())
                .containsExactly(
                        "connected to sa1",
                        "snapshot begins",
                        "anna 1.1",
                        "bob 1.2",
                        "cic2 LIVE",
                        "snapshot ends",
                        "anna 1.3");
    }

    @Test
    void afterAFailureItGoesOnAtTheNextHostWithTheLastToken() {
        StatusWatch watch = following("t1", row("anna", 1, 1));
        fixture.sa1.watch().rows(row("anna", 1, 2)).progress("t2").rows(row("bob", 1, 3));
        fixture.run();
        fixture.recorder.news();
        fixture.sa1.kill();
        fixture.run();
        assertThat(watch.state()).isEqualTo(WatchState.STARTING);
        assertThat(fixture.sa2.watch().token()).isEqualTo("t2");
        fixture.sa2.watch().started(true).rows(row("bob", 1, 3), row("carl", 1, 4));
        fixture.run();
        assertThat(watch.state()).isEqualTo(WatchState.FOLLOWING);
        assertThat(fixture.recorder.news()).containsExactly("disconnected", "connected to sa2", "carl 1.4");
    }

    @Test
    void aSignOfLifeWithoutATokenKeepsTheLastToken() {
        following("t1");
        fixture.sa1.watch().progress("");
        fixture.run();
        fixture.sa1.kill();
        fixture.run();
        assertThat(fixture.sa2.watch().token()).isEqualTo("t1");
    }

    @Test
    void aSnapshotThatBreaksOffBeginsAnew() {
        StatusWatch watch = fixture.watch();
        fixture.sa1.watch().started(false).snapshotBegin().rows(row("anna", 1, 1));
        fixture.run();
        fixture.sa1.kill();
        fixture.run();
        assertThat(fixture.sa2.watch().token()).isEmpty();
        fixture.sa2.watch().snapshot("t1", row("anna", 1, 1), row("bob", 1, 2));
        fixture.run();
        assertThat(watch.state()).isEqualTo(WatchState.FOLLOWING);
        assertThat(fixture.recorder.news())
                .containsExactly(
                        "connected to sa1",
                        "snapshot begins",
                        "anna 1.1",
                        "disconnected",
                        "connected to sa2",
                        "snapshot begins",
                        "bob 1.2",
                        "snapshot ends");
    }

    @Test
    void whatIsNoMessageIsAFailureOfTheNode() {
        StatusWatch watch = following("t1", row("anna", 1, 1));
        fixture.recorder.news();
        // A row that says that it is longer than its message.
        fixture.sa1.watch().row(new byte[] {10, 127});
        fixture.run();
        assertThat(watch.state()).isEqualTo(WatchState.STARTING);
        fixture.sa2.watch().started(true).rows(row("anna", 1, 2));
        fixture.run();
        assertThat(fixture.sa2.watch().token()).isEqualTo("t1");
        assertThat(fixture.recorder.news()).containsExactly("disconnected", "connected to sa2", "anna 1.2");
    }

    @Test
    void aTokenThatIsNotAcceptedIsForgottenAndNothingIsDeliveredTwice() {
        following("t1", row("anna", 1, 1), row("bob", 1, 2));
        fixture.recorder.news();
        fixture.sa2.failNext(FakeNode.Call.WATCH, Errors.error(Code.INVALID_ARGUMENT, "BAD_RESUME_TOKEN"));
        fixture.sa1.kill();
        fixture.run();
        assertThat(fixture.sa2.watch().token()).isEmpty();
        fixture.sa2.watch().snapshot("t2", row("anna", 1, 1));
        fixture.run();
        assertThat(fixture.recorder.news())
                .containsExactly("disconnected", "connected to sa2", "snapshot begins", "bob removed", "snapshot ends");
    }

    @Test
    void aResyncIsToldAndWhatIsGoneIsRemoved() {
        following("t1", row("anna", 1, 1), row("bob", 1, 2));
        fixture.recorder.news();
        fixture.sa1
                .watch()
                .resyncBegin("cic2")
                .rows(row("bob", 1, 2), row("carl", 1, 3))
                .resyncEnd("cic2");
        fixture.run();
        assertThat(fixture.recorder.news())
                .containsExactly("resync of cic2 begins", "carl 1.3", "anna removed", "resync of cic2 ends");
    }

    @Test
    void aStreamThatIsSilentForFiveSecondsIsDead() {
        StatusWatch watch = following("t1");
        for (int i = 0; i < 10; i++) {
            fixture.advance(Duration.ofMillis(4_900));
            fixture.sa1.watch().progress("t" + i);
            fixture.run();
        }
        assertThat(watch.state()).isEqualTo(WatchState.FOLLOWING);
        assertThat(fixture.sa2.watches).isEmpty();
        fixture.advance(Duration.ofMillis(5_600));
        assertThat(fixture.sa1.watch().isCancelled()).isTrue();
        assertThat(fixture.sa2.watch().token()).isEqualTo("t9");
        assertThat(fixture.recorder.connection).endsWith("CONNECTING sa2");
    }

    @Test
    void aNodeThatNeverAnswersAWatchIsLeft() {
        fixture.watch();
        fixture.advance(Duration.ofMillis(5_600));
        assertThat(fixture.sa2.watches).hasSize(1);
    }

    @Test
    void whoHearsNothingFromSeveralNodesGivesEachMoreTimeUntilOneSendsAToken() {
        fixture.watch();
        fixture.advance(Duration.ofMillis(5_600));
        assertThat(fixture.sa2.watches).hasSize(1);
        fixture.advance(Duration.ofMillis(9_500));
        assertThat(fixture.sa1.watches).as("the second has 10 s").hasSize(1);
        fixture.advance(Duration.ofMillis(1_500));
        assertThat(fixture.sa1.watches).hasSize(2);

        fixture.advance(Duration.ofSeconds(19));
        fixture.sa1.watch().snapshot("t1");
        fixture.run();
        assertThat(fixture.sa2.watches).as("the third has 20 s").hasSize(1);
        fixture.advance(Duration.ofMillis(5_600));
        assertThat(fixture.sa2.watch().token()).as("it worked: 5 s again").isEqualTo("t1");
    }

    @Test
    void nobodyIsGivenMoreThanFortySeconds() {
        fixture.watch();
        fixture.advance(Duration.ofSeconds(5 + 10 + 20 + 40 + 3));
        int asked = fixture.sa1.watches.size() + fixture.sa2.watches.size();
        assertThat(asked).isEqualTo(5);
        fixture.advance(Duration.ofSeconds(43));
        assertThat(fixture.sa1.watches.size() + fixture.sa2.watches.size()).isEqualTo(6);
    }

    @Test
    void aThreadThatWasHeldUpDoesNotTakeItsOwnLatenessForSilence() {
        following("t1");
        fixture.loop.holdUp(Duration.ofMinutes(2));
        fixture.run();
        fixture.sa1.watch().progress("t2");
        fixture.advance(Duration.ofSeconds(4));
        assertThat(fixture.sa2.watches).isEmpty();
    }

    @Test
    void aStreamThatEndsWithoutAWordIsContinuedElsewhere() {
        following("t1");
        fixture.sa1.watch().complete();
        fixture.run();
        assertThat(fixture.sa2.watch().token()).isEqualTo("t1");
    }

    @Test
    void aNodeThatStopsSendsTheWatchToTheNextHost() {
        following("t1");
        fixture.sa1.watch().progress("t2").goAway();
        fixture.run();
        assertThat(fixture.sa2.watch().token()).isEqualTo("t2");
        assertThat(fixture.recorder.news()).endsWith("disconnected");
    }

    @Test
    void aRefusalThatSomebodyMustMendIsVisibleAndTriedSlowly() {
        fixture.sa1.failAlways(FakeNode.Call.WATCH, Errors.error(Code.PERMISSION_DENIED, "ROLE"));
        StatusWatch watch = fixture.watch();
        assertThat(watch.state()).isEqualTo(WatchState.REFUSED);
        assertThat(fixture.recorder.reason).contains("ROLE");
        fixture.advance(Duration.ofMinutes(1));
        assertThat(watch.state()).isEqualTo(WatchState.REFUSED);
        assertThat(fixture.recorder.connection).endsWith("CONNECTED sa1");
        assertThat(fixture.recorder.watch).hasSizeBetween(8, 15).containsOnly(WatchState.REFUSED);
        fixture.sa1.recover();
        while (fixture.sa1.watches.isEmpty()) {
            fixture.advance(Duration.ofSeconds(1));
        }
        fixture.sa1.watch().snapshot("t1");
        fixture.run();
        assertThat(watch.state()).isEqualTo(WatchState.FOLLOWING);
    }

    @Test
    void aNodeThatHasTooManyWatchesIsAskedAgainLater() {
        fixture.sa1.failNext(
                FakeNode.Call.WATCH, Errors.retryAfter(Duration.ofSeconds(3), Code.RESOURCE_EXHAUSTED, "LIMIT"));
        fixture.watch();
        fixture.advance(Duration.ofMillis(2_900));
        assertThat(fixture.sa1.watches).isEmpty();
        fixture.advance(Duration.ofMillis(200));
        assertThat(fixture.sa1.watches).hasSize(1);
        assertThat(fixture.sa2.watches).isEmpty();
    }

    @Test
    void aClosedWatchHearsNothingMore() {
        StatusWatch watch = following("t1");
        fixture.recorder.news();
        watch.close();
        watch.close();
        fixture.sa1.watch().rows(row("anna", 1, 9));
        fixture.run();
        assertThat(fixture.recorder.news()).isEmpty();
        assertThat(fixture.sa1.watch().isCancelled()).isTrue();
        assertThat(watch.state()).isEqualTo(WatchState.CLOSED);
        fixture.advance(Duration.ofSeconds(30));
        assertThat(fixture.sa1.watches).hasSize(1);
        assertThat(fixture.sa2.watches).isEmpty();
    }

    @Test
    void aClientHasOneWatchAtATime() {
        StatusWatch first = following("t1");
        assertThatThrownBy(() -> fixture.client.watch(WatchOptions.everything(), fixture.recorder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("watch: one is FOLLOWING (expected: at most one in a client; close it first)");
        first.close();
        fixture.run();
        fixture.watch();
        assertThat(fixture.sa1.watches).hasSize(2);
    }

    @Test
    void aClosedClientClosesEverythingOnce() {
        fixture.liveSession("anna");
        following("t1");
        fixture.client.closeAsync();
        fixture.client.closeAsync();
        fixture.run();
        assertThat(fixture.sa1.closes).hasSize(1);
        assertThat(fixture.sa1.watch().isCancelled()).isTrue();
        assertThat(fixture.recorder.connection).endsWith("CLOSED sa1");
        assertThat(fixture.loop.isClosed()).isTrue();
        fixture.client.close();
        assertThatThrownBy(() -> fixture.client.openSession(SessionOptions.takeOver()))
                .hasMessage("client: closed (expected: a new one)");
    }

    private StatusWatch following(String token, org.statusaggregator.v1.Status... rows) {
        StatusWatch watch = fixture.watch();
        fixture.sa1.watch().snapshot(token, rows);
        fixture.run();
        assertThat(fixture.recorder.watch).isEqualTo(List.of(WatchState.SNAPSHOT, WatchState.FOLLOWING));
        return watch;
    }
}
