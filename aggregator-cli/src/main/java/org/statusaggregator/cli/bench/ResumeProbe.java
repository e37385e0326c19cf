package org.statusaggregator.cli.bench;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** A watch that ends, misses changes, and goes on with its token over a new connection. */
final class ResumeProbe {
    private final org.statusaggregator.v1.StatusFilter filter;
    private final Supplier<ManagedChannel> opener;

    ResumeProbe(StatusFilter filter, Supplier<ManagedChannel> opener) {
        this.filter = org.statusaggregator.v1.StatusFilter.newBuilder()
                .addAllCicServers(filter.cicServers())
                .build();
        this.opener = opener;
    }

    /** A watch from the beginning to the end of the snapshot; its token completes. */
    CompletableFuture<ByteString> token() {
        ManagedChannel channel = opener.get();
        Stream stream = new Stream(Long.MAX_VALUE);
        stream.watch(channel, request(ByteString.EMPTY));
        return stream.token.whenComplete((token, failure) -> channel.shutdownNow());
    }

    /** Ready to go on with the token: certificates are read, nothing is connected yet, as with a client that lost its connection. */
    Resumption ready(ByteString token, long rows) {
        return new Resumption(opener.get(), request(token), rows);
    }

    /** A watch that goes on once it is told to. */
    record Resumption(ManagedChannel channel, WatchRequest request, long rows) {
        /** Connects and goes on; completes, with whether the node did go on there, when so many rows have come. */
        CompletableFuture<Boolean> start() {
            Stream stream = new Stream(rows);
            stream.watch(channel, request);
            return stream.caughtUp.whenComplete((resumed, failure) -> channel.shutdownNow());
        }
    }

    private WatchRequest request(ByteString token) {
        return WatchRequest.newBuilder().setFilter(filter).setResumeToken(token).build();
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

        void watch(ManagedChannel channel, WatchRequest request) {
            StatusServiceGrpc.newStub(channel).watch(request, this);
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
