package org.statusaggregator.cli.bench;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** A watch that ends, misses changes, and goes on with its token over a new connection. */
final class ResumeProbe {
    private final Supplier<ManagedChannel> opener;

    ResumeProbe(Supplier<ManagedChannel> opener) {
        this.opener = opener;
    }

    /** A watch from the beginning to the end of the snapshot; its token completes. */
    CompletableFuture<ByteString> token() {
        ManagedChannel channel = opener.get();
        Stream stream = new Stream(Long.MAX_VALUE);
        stream.watch(channel, ByteString.EMPTY);
        return stream.token.whenComplete((token, failure) -> channel.shutdownNow());
    }

    /** Goes on with the token; completes, with whether the node did go on there, when so many rows have come. */
    CompletableFuture<Boolean> resume(ByteString token, long rows) {
        ManagedChannel channel = opener.get();
        Stream stream = new Stream(rows);
        stream.watch(channel, token);
        return stream.caughtUp.whenComplete((resumed, failure) -> channel.shutdownNow());
    }

    /** One call. */
    private static final class Stream implements ClientResponseObserver<WatchRequest, WatchResponse> {
        final CompletableFuture<ByteString> token = new CompletableFuture<>();
        final CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
        private final long wanted;
        private long rows;
        private boolean resumed;

        Stream(long wanted) {
            this.wanted = wanted;
        }

        void watch(ManagedChannel channel, ByteString resumeToken) {
            StatusServiceGrpc.newStub(channel)
                    .watch(WatchRequest.newBuilder().setResumeToken(resumeToken).build(), this);
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchRequest> requests) {}

        @Override
        public void onNext(WatchResponse message) {
            if (message.hasStarted()) {
                resumed = message.getStarted().getResumed();
            }
            if (message.hasSnapshotEnd()) {
                token.complete(message.getSnapshotEnd().getResumeToken());
            }
            rows += message.getStatusesCount();
            if (rows >= wanted) {
                caughtUp.complete(resumed);
            }
        }

        @Override
        public void onError(Throwable error) {
            token.completeExceptionally(error);
            caughtUp.completeExceptionally(error);
        }

        @Override
        public void onCompleted() {
            onError(new IllegalStateException("the node ended the watch"));
        }
    }
}
