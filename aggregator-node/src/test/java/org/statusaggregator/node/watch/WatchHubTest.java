package org.statusaggregator.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.RecordingOutput;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestNode;

/** What a watcher is sent, and in which order, when it takes everything at once. */
class WatchHubTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final TestNode node = new TestNode("node1", store);
    private final TestCic cic = new TestCic("cic1", store);
    private final RecordingOutput output = new RecordingOutput();

    @Test
    void aWatchBeginsWithASnapshotAndTheStateOfEachCicServer() {
        TestCic other = new TestCic("cic2", store);
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "At Lunch"));
        other.open();
        node.run();
        node.watch(output);

        assertThat(output.told())
                .containsExactly(
                        "STARTED",
                        "SNAPSHOT_BEGIN",
                        "cic1/ann Available",
                        "cic1/bob At Lunch",
                        "CIC_SERVER cic1 LIVE",
                        "CIC_SERVER cic2 SYNCHRONIZING",
                        "SNAPSHOT_END");
        assertThat(output.messages().get(0).getStarted().getNode()).isEqualTo("node1");
        assertThat(output.messages().get(0).getStarted().getWatchId()).isEqualTo("watch-1");
        assertThat(output.messages().get(0).getStarted().getResumed()).isFalse();
        assertThat(output.token()).isNotEmpty();
    }

    @Test
    void aWatchOfNothingHasAnEmptySnapshot() {
        node.watch(output);

        assertThat(output.told()).containsExactly("STARTED", "SNAPSHOT_BEGIN", "SNAPSHOT_END");
    }

    @Test
    void changesFollowInTheirOrder() {
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "At Lunch"));
        node.run();
        node.watch(output);
        output.clear();
        cic.publish(cic.user("bob", "Available"), TestCic.removal("ann"));
        node.run();

        assertThat(output.told()).containsExactly("cic1/bob Available", "cic1/ann gone");
        assertThat(output.messages().get(0).getStatuses(0).getSequence()).isEqualTo(3);
        assertThat(output.messages().get(0).getStatuses(1).getEmail()).isEqualTo("ann@example.com");
    }

    @Test
    void aCicServerThatAppearsLaterIsSentWhole() {
        node.watch(output);
        output.clear();
        cic.openWith(cic.user("ann", "Available"));
        node.run();

        assertThat(output.told()).containsExactly("cic1/ann Available", "PROGRESS", "CIC_SERVER cic1 LIVE");
    }

    @Test
    void watchersAtTheSamePlaceShareTheBytes() {
        RecordingOutput second = new RecordingOutput();
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        node.watch(output);
        node.watch(second);
        output.clear();
        second.clear();
        cic.publish(cic.user("ann", "At Lunch"));
        node.run();

        assertThat(output.encoded()).hasSize(1);
        assertThat(second.encoded().get(0)).isSameAs(output.encoded().get(0));
    }

    @Test
    void whatWatchersShareIsKeptForATimeOnly() {
        RecordingOutput second = new RecordingOutput();
        RecordingOutput third = new RecordingOutput();
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        node.watch(output);
        node.watch(second);
        node.loop().advance(Duration.ofSeconds(2));
        node.watch(third);

        assertThat(rowsMessage(second)).isSameAs(rowsMessage(output));
        assertThat(rowsMessage(third)).isNotSameAs(rowsMessage(output)).isEqualTo(rowsMessage(output));
    }

    /** The third, after STARTED and SNAPSHOT_BEGIN. */
    private static byte[] rowsMessage(RecordingOutput watched) {
        return watched.encoded().get(2);
    }

    @Test
    void aFilterByEmailPassesRowsOfTheseAddressesOnly() {
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "At Lunch"));
        node.run();
        node.watch(TestNode.emails("ANN@example.com ", "eve@example.com"), output);
        assertThat(output.rows()).containsExactly("cic1/ann Available");

        output.clear();
        cic.publish(cic.user("bob", "x"), cic.user("eve", "y"), cic.user("ann", "z"));
        node.run();
        assertThat(output.rows()).containsExactly("cic1/eve y", "cic1/ann z");
    }

    @Test
    void aFilterByEmailWalksThroughRostersOfAnySize() {
        cic.openWith(cic.users(Watcher.BATCH * 20, "Available"));
        node.run();
        node.watch(TestNode.emails("u3@example.com", "u5000@example.com", "u10239@example.com"), output);

        assertThat(output.rows()).containsExactly("cic1/u3 Available", "cic1/u5000 Available", "cic1/u10239 Available");
    }

    @Test
    void lookingForFewRowsAmongManyLeavesTheThreadToOthersInBetween() {
        cic.openWith(cic.users(40_000, "Available"));
        node.run();
        List<Integer> seenByOthers = new ArrayList<>();
        WatchRequest last = new WatchRequest(TestNode.ADMIN, TestNode.emails("u39999@example.com"), null, true, 0);

        node.hub().open("watch", last, output);
        node.loop().execute(() -> seenByOthers.add(output.rows().size()));
        node.run();

        assertThat(seenByOthers).containsExactly(0);
        assertThat(output.rows()).containsExactly("cic1/u39999 Available");
        assertThat(output.told()).contains("SNAPSHOT_END");
    }

    @Test
    void whoFollowsAnAddressIsToldThatItMovedAway() {
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        RecordingOutput toNew = new RecordingOutput();
        node.watch(TestNode.emails("ann@example.com"), output);
        node.watch(TestNode.emails("married@example.com"), toNew);
        output.clear();
        cic.publish(cic.user("ann", "married@example.com", "Available"));
        node.run();

        assertThat(output.rows()).containsExactly("cic1/ann gone");
        assertThat(toNew.rows()).containsExactly("cic1/ann Available");
    }

    @Test
    void aFilterByCicServerPassesItsRowsAndMarksOnly() {
        TestCic other = new TestCic("cic2", store);
        cic.openWith(cic.user("ann", "Available"));
        other.openWith(other.user("bob", "Available"));
        node.run();
        node.watch(new StatusFilter(Set.of(), Set.of("CIC2")), output);
        cic.publish(cic.user("ann", "x"));
        node.run();

        assertThat(output.told())
                .containsExactly(
                        "STARTED", "SNAPSHOT_BEGIN", "cic2/bob Available", "CIC_SERVER cic2 LIVE", "SNAPSHOT_END");
    }

    @Test
    void aCicServerDoesNotHearItselfUnlessItAsks() {
        TestCic other = new TestCic("cic2", store);
        cic.openWith(cic.user("ann", "Available"));
        other.openWith(other.user("bob", "Available"));
        node.run();
        RecordingOutput withOwn = new RecordingOutput();
        node.watchAs("CIC1", false, output);
        node.watchAs("cic1", true, withOwn);

        assertThat(output.rows()).containsExactly("cic2/bob Available");
        assertThat(output.told()).doesNotContain("CIC_SERVER cic1 LIVE");
        assertThat(withOwn.rows()).containsExactly("cic1/ann Available", "cic2/bob Available");
    }

    @Test
    void anAdministratorNamedAsACicServerHearsThatCicServer() {
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        PeerIdentity namesake = new PeerIdentity("cic1", Role.ADMIN, List.of("cic1"));
        node.open(new WatchRequest(namesake, StatusFilter.ALL, null, false, 0), output);

        assertThat(output.rows()).containsExactly("cic1/ann Available");
    }

    @Test
    void theStateOfACicServerIsToldOnceAndAfterItsRows() {
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        node.watch(output);
        output.clear();
        cic.keepAlive();
        cic.publish(cic.user("ann", "At Lunch"));
        node.run();
        assertThat(output.told()).containsExactly("cic1/ann At Lunch");

        cic.close();
        node.run();
        assertThat(output.told()).containsExactly("cic1/ann At Lunch", "cic1/ann At Lunch", "CIC_SERVER cic1 EXPIRED");
    }

    @Test
    void theStateFollowsTheNodesThatComeAndGo() {
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        node.watch(output);
        output.clear();
        node.homeIsMember(false);
        node.homeIsMember(false);
        node.homeIsMember(true);

        assertThat(output.told()).containsExactly("CIC_SERVER cic1 STALE", "CIC_SERVER cic1 LIVE");
    }

    @Test
    void aSignOfLifeWithATokenComesAtLeastEveryTwoSeconds() {
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        node.watch(output);
        output.clear();
        for (int i = 0; i < 10; i++) {
            node.loop().advance(Duration.ofSeconds(2));
            assertThat(output.told()).isNotEmpty().containsOnly("PROGRESS");
            assertThat(output.messages().get(0).getProgress().getResumeToken().isEmpty())
                    .isFalse();
            output.clear();
        }
    }

    @Test
    void aSignOfLifeDuringTheSnapshotHasNoToken() {
        cic.openWith(cic.users(Watcher.BATCH * 3, "Available"));
        node.run();
        output.take(3);
        node.watch(output);
        output.clear();
        output.take(1);
        node.loop().advance(Duration.ofSeconds(2));

        assertThat(output.told()).containsExactly("PROGRESS");
        assertThat(output.token()).isEmpty();
    }

    @Test
    void aNodeThatStopsSaysWhereToGoAndEndsTheStream() {
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        String id = node.watch(output);
        output.clear();
        node.hub().drain(List.of("sa2", "sa3:7444"), "node1 is stopping");
        node.run();

        assertThat(output.told()).containsExactly("GO_AWAY");
        assertThat(output.messages().get(0).getGoAway().getHostsList()).containsExactly("sa2", "sa3:7444");
        assertThat(output.messages().get(0).getGoAway().getReason()).isEqualTo("node1 is stopping");
        assertThat(output.isEnded()).isTrue();

        cic.publish(cic.user("ann", "x"));
        node.hub().resume(id);
        node.hub().close(id);
        node.loop().advance(Duration.ofSeconds(10));
        assertThat(output.told()).as("nothing after the end").containsExactly("GO_AWAY");
    }

    @Test
    void nothingIsSentToAPeerThatIsGone() {
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        String id = node.watch(output);
        output.clear();
        node.hub().close(id);
        cic.publish(cic.user("ann", "x"));
        node.loop().advance(Duration.ofSeconds(10));

        assertThat(output.told()).isEmpty();
        var reports = node.hub().reports();
        node.run();
        assertThat(reports.join()).isEmpty();
    }

    @Test
    void anOutputThatFailsDisturbsNoOtherWatcher() {
        cic.openWith(cic.user("ann", "Available"));
        node.run();
        WatchOutput failing = new WatchOutput() {
            private int sent;

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void send(byte[] message) {
                if (++sent > 5) {
                    throw new IllegalStateException("an output fails as the test wants it");
                }
            }

            @Override
            public void end() {
                throw new AssertionError("nobody ends it");
            }
        };
        node.hub().open("failing", new WatchRequest(TestNode.ADMIN, StatusFilter.ALL, null, false, 0), failing);
        node.watch(output);
        output.clear();
        for (int i = 0; i < 4; i++) {
            cic.publish(cic.user("ann", "key " + i));
            node.run();
            assertThat(output.rows()).contains("cic1/ann key " + i);
        }
    }

    @Test
    void aReportTellsWhoWatchesWhatAndHowFarItIs() {
        cic.openWith(cic.users(10, "Available"));
        node.run();
        output.take(0);
        String slow = node.watch(TestNode.emails("u1@example.com", "u2@example.com"), output);

        WatchReport report = node.report(slow);
        assertThat(report.peer()).isEqualTo(TestNode.ADMIN);
        assertThat(report.node()).isEqualTo("node1");
        assertThat(report.state()).isEqualTo(WatcherState.SNAPSHOT);
        assertThat(report.emails()).isEqualTo(2);
        assertThat(report.behind()).isEqualTo(10);
        assertThat(report.delivered()).isZero();

        node.ready(slow, output);
        WatchReport later = node.report(slow);
        assertThat(later.state()).isEqualTo(WatcherState.CURRENT);
        assertThat(later.behind()).isZero();
        assertThat(later.delivered()).isEqualTo(2);
    }
}
