package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.statusaggregator.core.client.FakeWatch.removal;
import static org.statusaggregator.core.client.FakeWatch.row;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.core.wire.RowView;
import org.statusaggregator.core.wire.WatchReader;
import org.statusaggregator.v1.CicServerMark;
import org.statusaggregator.v1.CicServerState;
import org.statusaggregator.v1.ContactListMark;
import org.statusaggregator.v1.Progress;
import org.statusaggregator.v1.Resync;
import org.statusaggregator.v1.SnapshotBegin;
import org.statusaggregator.v1.SnapshotEnd;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchResponse;

class DeliveryTest {
    private final Recorder recorder = new Recorder();
    private final Delivery delivery = new Delivery(recorder);

    @Test
    void newRowsAndNewerOnesAreDelivered() {
        rows(row("anna", 1, 1), row("bob", 1, 2), row("anna", 1, 3));
        assertThat(recorder.news()).containsExactly("anna 1.1", "bob 1.2", "anna 1.3");
    }

    @Test
    void versionsNeverStepBackAndNothingComesTwice() {
        rows(row("anna", 2, 5));
        rows(row("anna", 2, 5), row("anna", 2, 4), row("anna", 1, 9));
        assertThat(recorder.news()).containsExactly("anna 2.5");
    }

    @Test
    void aGreaterEpochIsNewerWhateverTheSequence() {
        rows(row("anna", 1, 9), row("anna", 2, 1));
        assertThat(recorder.news()).containsExactly("anna 1.9", "anna 2.1");
    }

    @Test
    void usersOfOneNameAtTwoCicServersAreTwoUsers() {
        rows(
                row("anna", 1, 9),
                row("anna", 1, 1).toBuilder().setCicServer("cic3").build());
        assertThat(recorder.news()).containsExactly("anna 1.9", "anna 1.1");
    }

    @Test
    void theStateOfAContactListIsDelivered() {
        delivery.mark(WatchResponse.newBuilder()
                .setContactList(
                        ContactListMark.newBuilder().setContactList("people").setVersion("7f.3"))
                .build());
        assertThat(recorder.news()).containsExactly("people is 7f.3");
    }

    @Test
    void aRemovalIsDeliveredOnce() {
        rows(row("anna", 1, 1), removal("anna", 1, 2), removal("anna", 1, 2));
        assertThat(recorder.news()).containsExactly("anna 1.1", "anna removed");
    }

    @Test
    void anOldRowDoesNotBringARemovedUserBack() {
        rows(row("anna", 1, 1), removal("anna", 1, 3), row("anna", 1, 2));
        assertThat(recorder.news()).containsExactly("anna 1.1", "anna removed");
    }

    @Test
    void aUserMayComeBack() {
        rows(row("anna", 1, 1), removal("anna", 1, 2), row("anna", 1, 3));
        assertThat(recorder.news()).containsExactly("anna 1.1", "anna removed", "anna 1.3");
    }

    @Test
    void theRemovalOfAUserWhoWasNeverDeliveredIsNoNews() {
        rows(removal("anna", 1, 2));
        assertThat(recorder.news()).isEmpty();
    }

    @Test
    void aSecondSnapshotDeliversWhatIsNewAndRemovesWhatIsGone() {
        rows(row("anna", 1, 1), row("bob", 1, 2), row("carl", 1, 3));
        recorder.news();
        snapshotBegins();
        rows(row("anna", 1, 1), row("carl", 1, 4));
        snapshotEnds();
        assertThat(recorder.news()).containsExactly("snapshot begins", "carl 1.4", "bob removed", "snapshot ends");
    }

    @Test
    void aSnapshotThatBrokeOffRemovesNothing() {
        rows(row("anna", 1, 1), row("bob", 1, 2));
        snapshotBegins();
        rows(row("anna", 1, 1));
        recorder.news();
        snapshotBegins();
        rows(row("anna", 1, 1), row("bob", 1, 2));
        snapshotEnds();
        assertThat(recorder.news()).containsExactly("snapshot begins", "snapshot ends");
    }

    @Test
    void aRowThatTheNodeHasInAnOlderVersionIsNotGone() {
        rows(row("anna", 1, 5));
        resync(row("anna", 1, 4));
        assertThat(recorder.news()).containsExactly("anna 1.5", "resync of cic2 begins", "resync of cic2 ends");
    }

    @Test
    void aResyncRemovesWhatIsGoneOfThatCicServerOnly() {
        rows(row("anna", 1, 1), row("bob", 1, 2));
        rows(row("dora", 1, 1).toBuilder().setCicServer("cic3").build());
        recorder.news();
        resync(row("bob", 1, 2));
        assertThat(recorder.news()).containsExactly("resync of cic2 begins", "anna removed", "resync of cic2 ends");
    }

    @Test
    void anOldRemovalDuringAResyncDoesNotSaveARowThatIsGone() {
        rows(row("anna", 1, 5));
        resync(removal("anna", 1, 2));
        assertThat(recorder.news())
                .containsExactly("anna 1.5", "resync of cic2 begins", "anna removed", "resync of cic2 ends");
    }

    @Test
    void aUserWhoWasFoundGoneMayComeBackInAnyLaterRow() {
        rows(row("anna", 1, 5));
        resync();
        rows(row("anna", 1, 6));
        assertThat(recorder.news()).endsWith("anna removed", "resync of cic2 ends", "anna 1.6");
    }

    @Test
    void aNodeThatLagsCannotBringBackAnOlderStateOfAUserWhoWasFoundGone() {
        rows(row("anna", 1, 5));
        resync();
        recorder.news();
        rows(row("anna", 1, 4));
        assertThat(recorder.news()).isEmpty();
        rows(row("anna", 1, 5));
        assertThat(recorder.news()).containsExactly("anna 1.5");
    }

    @Test
    void theRemovalOfARowThatIsGoneNamesItsIdentityAndLastVersion() {
        List<RemovedUser> removed = new java.util.ArrayList<>();
        Delivery other = new Delivery(new WatchListener() {
            @Override
            public void onStatus(org.statusaggregator.core.status.Status status) {}

            @Override
            public void onRemoved(RemovedUser user) {
                removed.add(user);
            }
        });
        Frames.accept(other, message(row("anna", 1, 5)));
        Frames.accept(other, begin());
        Frames.accept(other, end());
        assertThat(removed).containsExactly(new RemovedUser("cic2", "anna", "", new Version(1, 5)));
    }

    @Test
    void statesOfCicServersAreToldAsTheyCome() {
        CicServerMark mark = CicServerMark.newBuilder()
                .setCicServer("cic2")
                .setState(CicServerState.STALE)
                .build();
        Frames.accept(delivery, WatchResponse.newBuilder().setCicServer(mark).build());
        assertThat(recorder.news()).containsExactly("cic2 STALE");
    }

    @Test
    void aListenerThatFailsMissesNothingElse() {
        Delivery failing = new Delivery(new WatchListener() {
            @Override
            public void onStatus(org.statusaggregator.core.status.Status status) {
                recorder.onStatus(status);
                throw new IllegalStateException("as the test wants it");
            }
        });
        Frames.accept(failing, message(row("anna", 1, 1), row("bob", 1, 2)));
        assertThat(recorder.news()).containsExactly("anna 1.1", "bob 1.2");
    }

    @Test
    void whoGathersRowsIsToldWhenThoseThatCameTogetherAreThere() {
        List<String> told = new java.util.ArrayList<>();
        Delivery other = new Delivery(new Gatherer(told));
        Frames.accept(other, message(row("anna", 1, 1), row("bob", 1, 2)));
        Frames.accept(
                other,
                message(row("carl", 1, 3)).toBuilder()
                        .setSnapshotEnd(SnapshotEnd.getDefaultInstance())
                        .build());
        Frames.accept(
                other,
                WatchResponse.newBuilder()
                        .setProgress(Progress.getDefaultInstance())
                        .build());
        assertThat(told).containsExactly("anna", "bob", "end", "carl", "end", "snapshot end");
    }

    @Test
    void rowsBeforeTheFaultOfABrokenMessageCameTogetherToo() {
        List<String> told = new java.util.ArrayList<>();
        Delivery other = new Delivery(new Gatherer(told));
        byte[] message = message(row("anna", 1, 1), row("bob", 1, 2)).toByteArray();
        WatchReader broken = new WatchReader().open(message, message.length - 1);
        assertThatThrownBy(() -> other.rows(broken)).isInstanceOf(InvalidProtocolBufferException.class);
        assertThat(told).containsExactly("anna", "end");
    }

    private record Gatherer(List<String> told) implements WatchListener {
        @Override
        public void onStatus(org.statusaggregator.core.status.Status status) {
            told.add(status.userId());
        }

        @Override
        public void onRowsEnd() {
            told.add("end");
        }

        @Override
        public void onSnapshotEnd() {
            told.add("snapshot end");
        }
    }

    @Test
    void aMessageMayHaveAnyNumberOfRows() {
        for (int rows : new int[] {127, 128, 129, 1_000}) {
            List<String> expected = new java.util.ArrayList<>();
            Status[] all = new Status[rows];
            for (int i = 0; i < rows; i++) {
                all[i] = row("u" + i, rows, i + 1);
                expected.add("u" + i + " " + rows + "." + (i + 1));
            }
            rows(all);
            assertThat(recorder.news()).isEqualTo(expected);
        }
    }

    @Test
    void aRowKeepsItsNumberInTheWatchWhateverHappensToIt() {
        List<String> numbers = new java.util.ArrayList<>();
        Delivery other = new Delivery(new WatchListener() {
            @Override
            public void onRow(RowView row) {
                numbers.add(row.userId() + " " + row.cicServerNumber() + "." + row.number()
                        + (row.isRemoved() ? " removed" : ""));
            }

            @Override
            public void onStatus(org.statusaggregator.core.status.Status status) {}
        });
        Status dora = row("dora", 1, 1).toBuilder().setCicServer("cic3").build();
        Frames.accept(other, message(row("anna", 1, 1), row("bob", 1, 2), dora, row("carl", 1, 3)));
        Frames.accept(other, message(row("bob", 1, 4), removal("anna", 1, 5), row("anna", 1, 6)));
        assertThat(numbers)
                .containsExactly(
                        "anna 0.0", "bob 0.1", "dora 1.2", "carl 0.3", "bob 0.1", "anna 0.0 removed", "anna 0.0");
    }

    private void resync(Status... rows) {
        Frames.accept(delivery, begin());
        rows(rows);
        Frames.accept(delivery, end());
    }

    private static WatchResponse begin() {
        return WatchResponse.newBuilder()
                .setResyncBegin(Resync.newBuilder().setCicServer("cic2"))
                .build();
    }

    private static WatchResponse end() {
        return WatchResponse.newBuilder()
                .setResyncEnd(Resync.newBuilder().setCicServer("cic2"))
                .build();
    }

    private void rows(Status... rows) {
        Frames.accept(delivery, message(rows));
    }

    private static WatchResponse message(Status... rows) {
        return WatchResponse.newBuilder().addAllStatuses(List.of(rows)).build();
    }

    private void snapshotBegins() {
        Frames.accept(
                delivery,
                WatchResponse.newBuilder()
                        .setSnapshotBegin(SnapshotBegin.getDefaultInstance())
                        .build());
    }

    private void snapshotEnds() {
        Frames.accept(
                delivery,
                WatchResponse.newBuilder()
                        .setSnapshotEnd(SnapshotEnd.getDefaultInstance())
                        .build());
    }
}
