package org.statusaggregator.node.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.RecordingOutput;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;
import org.statusaggregator.node.support.WatcherModel;

/** A watch goes on where another one stood, on any node; what cannot be continued is announced. */
class ResumeTest {
    private static final StatusFilter ALL = StatusFilter.ALL;

    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final TestNode node1 = new TestNode("node1", store);
    private final TestNode node2 = new TestNode("node2", store);
    private final TestCic cic = new TestCic("cic1", store);
    private final RecordingOutput first = new RecordingOutput();
    private final RecordingOutput second = new RecordingOutput();

    private void runBoth() {
        node1.run();
        node2.run();
    }

    @Test
    void anotherNodeContinuesExactly() {
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "Available"));
        runBoth();
        node1.watch(first);
        cic.publish(cic.user("ann", "At Lunch"), TestCic.removal("bob"), cic.user("eve", "Available"));
        runBoth();
        node2.resume(ALL, first.token(), second);

        assertThat(second.told())
                .containsExactly(
                        "STARTED", "cic1/ann At Lunch", "cic1/bob gone", "cic1/eve Available", "CIC_SERVER cic1 LIVE");
        assertThat(second.messages().get(0).getStarted().getResumed()).isTrue();
    }

    @Test
    void nothingIsSentTwiceAfterATokenOfAProgressMark() {
        cic.openWith(cic.user("ann", "Available"));
        runBoth();
        node1.watch(first);
        cic.publish(cic.user("ann", "At Lunch"));
        runBoth();
        node1.loop().advance(Duration.ofSeconds(2));
        node2.resume(ALL, first.token(), second);

        assertThat(second.told()).containsExactly("STARTED", "CIC_SERVER cic1 LIVE");
    }

    @Test
    void aLaggingWatchIsContinuedFromWhereItWas() {
        cic.openWith(cic.users(Watcher.BATCH * 4, "Available"));
        runBoth();
        String id = node1.watch(first);
        WatcherModel model = new WatcherModel();
        first.messages().forEach(model::take);
        first.clear();
        first.take(0);
        cic.publish(cic.users(1_000, "x"));
        cic.publish(cic.users(1_000, "y"));
        runBoth();
        first.take(1);
        node1.hub().resume(id);
        node1.run();
        assertThat(first.rows()).hasSize(Watcher.BATCH);
        first.take(1);
        node1.loop().advance(Duration.ofSeconds(2)); // the progress mark goes in between
        first.messages().forEach(model::take);
        node2.resume(ALL, first.token(), second);
        second.messages().forEach(model::take);

        assertThat(second.rows()).hasSize(1_000 - Watcher.BATCH);
        assertThat(model.holds())
                .isEqualTo(WatcherModel.of("cic1", store.roster("cic1").rows()));
    }

    @Test
    void itIsContinuedAcrossSessions() {
        cic.openWith(cic.user("ann", "Available"));
        runBoth();
        node1.watch(first);
        cic.close();
        cic.openWith(cic.user("ann", "Available"));
        runBoth();
        node2.resume(ALL, first.token(), second);

        assertThat(second.told()).containsExactly("STARTED", "cic1/ann Available", "CIC_SERVER cic1 LIVE");
    }

    @Test
    void aTokenFollowsACicServerThatAppearedLaterAsSoonAsItWasSentWhole() {
        node1.watch(first);
        cic.openWith(cic.user("ann", "Available"));
        runBoth();
        node2.resume(ALL, first.token(), second);

        assertThat(second.told()).containsExactly("STARTED", "CIC_SERVER cic1 LIVE");
    }

    @Test
    void aRosterThatTheNodeDoesNotShowYetIsContinuedWhenItDoes() {
        cic.openWith(cic.user("ann", "Available"));
        node1.run();
        node1.watch(first);
        cic.publish(cic.user("ann", "At Lunch"));
        node2.resume(ALL, new byte[0], new RecordingOutput());
        InMemoryRosterStore empty = new InMemoryRosterStore();
        TestNode late = new TestNode("node3", empty);
        late.resume(ALL, first.token(), second);
        assertThat(second.told()).containsExactly("STARTED");
        late.loop().advance(Duration.ofSeconds(2)); // its token still knows the roster

        RecordingOutput third = new RecordingOutput();
        node2.resume(ALL, second.token(), third);
        assertThat(third.rows()).containsExactly("cic1/ann At Lunch");
        assertThat(third.told()).doesNotContain("RESYNC_BEGIN cic1");
    }

    @Test
    void aCicServerThatTheTokenDoesNotKnowIsResynced() {
        cic.openWith(cic.user("ann", "Available"));
        runBoth();
        node1.watch(first);
        byte[] token = first.token();
        TestCic other = new TestCic("cic2", store);
        other.openWith(other.user("bob", "Available"));
        runBoth();
        node2.resume(ALL, token, second);

        assertThat(second.told())
                .containsExactly(
                        "STARTED",
                        "CIC_SERVER cic1 LIVE",
                        "PROGRESS",
                        "RESYNC_BEGIN cic2",
                        "cic2/bob Available",
                        "RESYNC_END cic2",
                        "PROGRESS",
                        "CIC_SERVER cic2 LIVE");
    }

    @Test
    void rowsThatCameAfterTheTokenDoNotOutliveTheirRoster() {
        runBoth();
        node1.watch(first); // the token of the empty snapshot names no CIC server
        byte[] token = first.token();
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "Available"));
        runBoth();
        WatcherModel model = new WatcherModel();
        first.messages().forEach(model::take);
        assertThat(model.holds()).hasSize(2);

        InMemoryRosterStore otherSide = new InMemoryRosterStore();
        TestCic winner = new TestCic("cic1", otherSide);
        winner.openAbove(1);
        winner.snapshot(winner.user("ann", "of the winner"));
        store.replace(otherSide.roster("cic1"));
        runBoth();
        node2.resume(ALL, token, second);
        second.messages().forEach(model::take);
        assertThat(model.holds())
                .isEqualTo(WatcherModel.of("cic1", store.roster("cic1").rows()));
    }

    @Test
    void aTokenOfAnEpochThatIsNotKnownIsAnsweredByAResync() {
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "Available"));
        runBoth();
        node1.watch(first);
        byte[] token = first.token();
        WatcherModel model = new WatcherModel();
        first.messages().forEach(model::take);
        InMemoryRosterStore otherSide = new InMemoryRosterStore();
        TestCic winner = new TestCic("cic1", otherSide);
        winner.open();
        winner.open();
        winner.openWith(winner.user("ann", "of the winner"));
        store.replace(otherSide.roster("cic1"));
        runBoth();
        node2.resume(ALL, token, second);
        second.messages().forEach(model::take);

        assertThat(second.told())
                .containsExactly(
                        "STARTED",
                        "PROGRESS",
                        "RESYNC_BEGIN cic1",
                        "cic1/ann of the winner",
                        "RESYNC_END cic1",
                        "PROGRESS",
                        "CIC_SERVER cic1 LIVE");
        assertThat(model.holds())
                .isEqualTo(WatcherModel.of("cic1", store.roster("cic1").rows()));
    }

    @Test
    void aReplacedRosterIsResyncedOnALiveWatch() {
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "Available"));
        runBoth();
        node1.watch(first);
        first.clear();
        InMemoryRosterStore otherSide = new InMemoryRosterStore();
        TestCic winner = new TestCic("cic1", otherSide);
        winner.open();
        winner.open();
        winner.openWith(winner.user("ann", "of the winner"));
        store.replace(otherSide.roster("cic1"));
        runBoth();

        assertThat(first.told())
                .containsExactly(
                        "PROGRESS", "RESYNC_BEGIN cic1", "cic1/ann of the winner", "RESYNC_END cic1", "PROGRESS");
    }

    @Test
    void aTokenFromTheFutureIsAnsweredByAResync() {
        cic.openWith(cic.user("ann", "Available"));
        runBoth();
        Position real = store.roster("cic1").header().end();
        Position future = new Position(real.branch(), real.sequence() + 5, real.end() + 5, real.began() + 5);
        node1.resume(ALL, new ResumeToken(Map.of("cic1", future)).encode(ALL), first);
        assertThat(first.told()).as("the view may be what is behind").containsExactly("STARTED");

        node1.loop().advance(Duration.ofSeconds(4));
        assertThat(first.told())
                .containsSubsequence(
                        "STARTED",
                        "PROGRESS",
                        "RESYNC_BEGIN cic1",
                        "cic1/ann Available",
                        "RESYNC_END cic1",
                        "CIC_SERVER cic1 LIVE");
    }

    @Test
    void aTokenAheadOfTheViewIsContinuedOnceTheViewHasCaughtUp() {
        cic.openWith(cic.user("ann", "Available"));
        runBoth();
        Position real = store.roster("cic1").header().end();
        Position ahead = new Position(real.branch(), real.sequence() + 1, real.end() + 1, real.began() + 1);
        node1.resume(ALL, new ResumeToken(Map.of("cic1", ahead)).encode(ALL), first);

        cic.publish(cic.user("ann", "seen already"));
        runBoth();
        cic.publish(cic.user("ann", "news"));
        runBoth();

        assertThat(first.told()).containsExactly("STARTED", "CIC_SERVER cic1 LIVE", "cic1/ann news");
    }

    /** What a reader was given of it belongs to another state than the last token: whoever goes on must not mix them. */
    @Test
    void aWatchThatEndsInTheMiddleOfAResyncHasThatRosterResyncedOnTheNextNode() {
        cic.openWith(cic.users(Watcher.BATCH * 2, "Available"));
        TestCic other = new TestCic("cic2", store);
        other.openWith(other.user("eve", "Available"));
        runBoth();
        Position unknown = new Position(4711, 5, 5, 5);
        Position known = store.roster("cic2").header().end();
        first.take(4);
        node1.resume(ALL, new ResumeToken(Map.of("cic1", unknown, "cic2", known)).encode(ALL), first);
        assertThat(first.told()).contains("RESYNC_BEGIN cic1").doesNotContain("RESYNC_END cic1");

        node2.resume(ALL, first.token(), second);
        assertThat(second.told())
                .contains("RESYNC_BEGIN cic1", "RESYNC_END cic1")
                .doesNotContain("RESYNC_BEGIN cic2");
    }

    @Test
    void garbageIsRefused() {
        for (byte[] garbage :
                new byte[][] {{1}, new byte[13], new byte[1000], "not a token of ours".getBytes(StandardCharsets.UTF_8)
                }) {
            assertThatThrownBy(() -> ResumeToken.decode(garbage, ALL))
                    .isInstanceOf(BadTokenException.class)
                    .hasMessageContaining("resume_token");
        }
    }

    @Test
    void aTokenOfAnotherFilterIsRefused() {
        byte[] token = new ResumeToken(Map.of()).encode(TestNode.emails("ann@example.com"));

        assertThatThrownBy(() -> ResumeToken.decode(token, ALL)).hasMessageContaining("another filter");
        assertThatThrownBy(() -> ResumeToken.decode(token, new StatusFilter(Set.of(), Set.of("cic1"))))
                .hasMessageContaining("another filter");
    }

    @Test
    void theFilterIsComparedWithoutRegardToCaseAndOrder() throws BadTokenException {
        byte[] token = new ResumeToken(Map.of("cic1", Position.START))
                .encode(new StatusFilter(Set.of("Ann@Example.com", "bob@example.com"), Set.of("CIC1")));
        StatusFilter same = new StatusFilter(Set.of("bob@example.com", "ann@example.com"), Set.of("cic1"));

        assertThat(ResumeToken.decode(token, same).positions()).containsExactly(Map.entry("cic1", Position.START));
    }

    @Test
    void everyDamageToATokenIsNoticed() {
        byte[] token = new ResumeToken(Map.of("cic1", new Position(6, 7, 8, 9))).encode(ALL);
        Random random = new Random(1);
        for (int i = 0; i < token.length; i++) {
            byte[] damaged = token.clone();
            damaged[i] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> ResumeToken.decode(damaged, ALL)).isInstanceOf(BadTokenException.class);
            byte[] cut = Arrays.copyOf(token, i);
            assertThatThrownBy(() -> ResumeToken.decode(cut, ALL)).isInstanceOf(BadTokenException.class);
        }
    }

    @Test
    void aTokenComesBackAsItWas() throws BadTokenException {
        Map<String, Position> positions = Map.of(
                "cic1", new Position(6, 7, 8, 9),
                "größe", new Position(-1, Long.MAX_VALUE, 0, 0));

        assertThat(ResumeToken.decode(new ResumeToken(positions).encode(ALL), ALL)
                        .positions())
                .isEqualTo(positions);
    }
}
