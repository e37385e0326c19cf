package org.statusaggregator.it;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.statusaggregator.core.client.Channels;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** One stream as a node sends it, without the client library, which would hide a step back: of each row, versions must only grow. */
final class RawWatch implements StreamObserver<WatchResponse>, AutoCloseable {
    private final String node;
    private final ManagedChannel channel;
    private final Context.CancellableContext call = Context.ROOT.withCancellation();
    private final Map<String, Version> seen = new HashMap<>();
    private final List<String> stepsBack = new CopyOnWriteArrayList<>();
    private final AtomicLong rows = new AtomicLong();

    RawWatch(String node, Host host, KeyMaterial material) {
        this.node = node;
        this.channel = Channels.open(host, material);
        call.run(() -> StatusServiceGrpc.newStub(channel).watch(WatchRequest.getDefaultInstance(), this));
    }

    /** On one thread, the channel's. */
    @Override
    public void onNext(WatchResponse message) {
        for (Status row : message.getStatusesList()) {
            rows.incrementAndGet();
            Version version = new Version(row.getEpoch(), row.getSequence());
            Version before = seen.put(RecordedWatch.key(row.getCicServer(), row.getUserId()), version);
            if (before != null && before.isAfter(version)) {
                stepsBack.add("stream of " + node + ": " + row.getCicServer() + "/" + row.getUserId() + " " + version
                        + " after " + before);
            }
        }
    }

    @Override
    public void onError(Throwable error) {
        // its node was killed, as it should be
    }

    @Override
    public void onCompleted() {
        // its node was stopped
    }

    /** Rows whose version went back. */
    List<String> stepsBack() {
        return stepsBack;
    }

    long rows() {
        return rows.get();
    }

    @Override
    public void close() {
        call.cancel(null);
        channel.shutdownNow();
    }
}
