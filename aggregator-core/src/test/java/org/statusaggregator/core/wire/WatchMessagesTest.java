package org.statusaggregator.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.v1.CicServerMark;
import org.statusaggregator.v1.GoAway;
import org.statusaggregator.v1.Progress;
import org.statusaggregator.v1.Resync;
import org.statusaggregator.v1.SnapshotBegin;
import org.statusaggregator.v1.SnapshotEnd;
import org.statusaggregator.v1.WatchResponse;
import org.statusaggregator.v1.WatchStarted;

class WatchMessagesTest {
    private static final byte[] TOKEN = {1, 0, (byte) 255};

    @Test
    void marksAreWhatTheySay() throws InvalidProtocolBufferException {
        assertThat(parsed(WatchMessages.started("w1", "node1", true)).getStarted())
                .isEqualTo(WatchStarted.newBuilder()
                        .setWatchId("w1")
                        .setNode("node1")
                        .setResumed(true)
                        .build());
        assertThat(parsed(WatchMessages.snapshotBegin()).getSnapshotBegin())
                .isEqualTo(SnapshotBegin.getDefaultInstance());
        assertThat(parsed(WatchMessages.snapshotBegin()).hasSnapshotBegin()).isTrue();
        assertThat(parsed(WatchMessages.snapshotEnd(TOKEN)).getSnapshotEnd())
                .isEqualTo(SnapshotEnd.newBuilder()
                        .setResumeToken(ByteString.copyFrom(TOKEN))
                        .build());
        assertThat(parsed(WatchMessages.progress(TOKEN)).getProgress())
                .isEqualTo(Progress.newBuilder()
                        .setResumeToken(ByteString.copyFrom(TOKEN))
                        .build());
        Resync cic1 = Resync.newBuilder().setCicServer("cic1").build();
        assertThat(parsed(WatchMessages.resyncBegin("cic1")).getResyncBegin()).isEqualTo(cic1);
        assertThat(parsed(WatchMessages.resyncEnd("cic1")).getResyncEnd()).isEqualTo(cic1);
        assertThat(parsed(WatchMessages.goAway(List.of("sa2"), "draining")).getGoAway())
                .isEqualTo(GoAway.newBuilder()
                        .addHosts("sa2")
                        .setReason("draining")
                        .build());
    }

    @Test
    void everyStateOfACicServerSurvivesTheWay() throws InvalidProtocolBufferException {
        for (CicServerState state : CicServerState.values()) {
            CicServerMark mark = parsed(WatchMessages.cicServer("cic1", state)).getCicServer();
            assertThat(mark.getCicServer()).isEqualTo("cic1");
            assertThat(WireStatus.fromProto(mark.getState())).isEqualTo(state);
            assertThat(mark.getState().name()).isEqualTo(state.name());
        }
    }

    @Test
    void noRowsAreAnEmptyMessage() {
        assertThat(WatchMessages.rows("cic1", List.of())).isEmpty();
    }

    @Test
    void brokenBodyIsAnErrorThatNamesTheServer() {
        byte[] noStatus = {(byte) 0x08};
        Row broken = new Row("anna", "anna@example.com", 1, 1, Facts.ON, Source.REPORTED, noStatus);

        assertThatThrownBy(() -> WatchMessages.row("cic1", broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cic1");
    }

    private static WatchResponse parsed(byte[] message) throws InvalidProtocolBufferException {
        return WatchResponse.parseFrom(message);
    }
}
