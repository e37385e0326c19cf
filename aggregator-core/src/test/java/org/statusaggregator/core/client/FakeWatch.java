package org.statusaggregator.core.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import org.statusaggregator.v1.CicServerMark;
import org.statusaggregator.v1.CicServerState;
import org.statusaggregator.v1.GoAway;
import org.statusaggregator.v1.Progress;
import org.statusaggregator.v1.Resync;
import org.statusaggregator.v1.SnapshotBegin;
import org.statusaggregator.v1.SnapshotEnd;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;
import org.statusaggregator.v1.WatchStarted;

/** One watch at a {@link FakeNode}: sends what the test says. */
final class FakeWatch {
    final WatchRequest request;
    private final FakeNode node;
    private final ServerCallStreamObserver<WatchResponse> stream;
    private boolean cancelled;

    FakeWatch(FakeNode node, WatchRequest request, ServerCallStreamObserver<WatchResponse> stream) {
        this.node = node;
        this.request = request;
        this.stream = stream;
        stream.setOnCancelHandler(() -> cancelled = true);
    }

    /** Whether the client left. */
    boolean isCancelled() {
        return cancelled;
    }

    String token() {
        return request.getResumeToken().toStringUtf8();
    }

    FakeWatch started(boolean resumed) {
        return send(WatchResponse.newBuilder()
                .setStarted(WatchStarted.newBuilder().setNode(node.name).setResumed(resumed)));
    }

    FakeWatch snapshotBegin() {
        return send(WatchResponse.newBuilder().setSnapshotBegin(SnapshotBegin.getDefaultInstance()));
    }

    FakeWatch snapshotEnd(String token) {
        return send(WatchResponse.newBuilder()
                .setSnapshotEnd(SnapshotEnd.newBuilder().setResumeToken(bytes(token))));
    }

    /** Everything of a first watch: started, the rows as snapshot, its end with this token. */
    FakeWatch snapshot(String token, Status... rows) {
        return started(false).snapshotBegin().rows(rows).snapshotEnd(token);
    }

    FakeWatch rows(Status... rows) {
        return send(WatchResponse.newBuilder().addAllStatuses(List.of(rows)));
    }

    /** A row with these bytes, whatever they are. */
    FakeWatch row(byte[] bytes) {
        UnknownFieldSet.Field field = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(bytes))
                .build();
        return send(WatchResponse.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(WatchResponse.STATUSES_FIELD_NUMBER, field)
                        .build()));
    }

    FakeWatch progress(String token) {
        return send(WatchResponse.newBuilder().setProgress(Progress.newBuilder().setResumeToken(bytes(token))));
    }

    FakeWatch cicServer(String name, CicServerState state) {
        return send(WatchResponse.newBuilder()
                .setCicServer(CicServerMark.newBuilder().setCicServer(name).setState(state)));
    }

    FakeWatch resyncBegin(String cicServer) {
        return send(
                WatchResponse.newBuilder().setResyncBegin(Resync.newBuilder().setCicServer(cicServer)));
    }

    FakeWatch resyncEnd(String cicServer) {
        return send(WatchResponse.newBuilder().setResyncEnd(Resync.newBuilder().setCicServer(cicServer)));
    }

    FakeWatch goAway() {
        return send(WatchResponse.newBuilder().setGoAway(GoAway.newBuilder().setReason("stopping")));
    }

    void complete() {
        stream.onCompleted();
    }

    void fail(RuntimeException error) {
        stream.onError(error);
    }

    private FakeWatch send(WatchResponse.Builder message) {
        stream.onNext(message.build());
        return this;
    }

    private static ByteString bytes(String token) {
        return ByteString.copyFromUtf8(token);
    }

    /** A row of CIC server cic2. */
    static Status row(String userId, long epoch, long sequence) {
        return Status.newBuilder()
                .setCicServer("cic2")
                .setUserId(userId)
                .setEmail(userId + "@example.com")
                .setStatusKey("Available")
                .setEpoch(epoch)
                .setSequence(sequence)
                .build();
    }

    /** The removal of a user of CIC server cic2. */
    static Status removal(String userId, long epoch, long sequence) {
        return Status.newBuilder()
                .setCicServer("cic2")
                .setUserId(userId)
                .setRemoved(true)
                .setEpoch(epoch)
                .setSequence(sequence)
                .build();
    }
}
