package org.statusaggregator.it;

import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.client.Channels;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** A watch of everything on a connection of its own, that can stop to read, and measures how old {@link TimedPublisher}'s changes are when they come. */
final class TimedWatch implements ClientResponseObserver<WatchRequest, WatchResponse>, AutoCloseable {
    private final ManagedChannel channel;
    private volatile @Nullable Millis ages;
    private final Map<String, Long> held = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> ended = new AtomicReference<>();
    private volatile boolean whole;
    private volatile boolean reads = true;
    private @Nullable ClientCallStreamObserver<WatchRequest> call;

    TimedWatch(Host host, KeyMaterial material) {
        this.channel = Channels.open(host, material);
        StatusServiceGrpc.newStub(channel).watch(WatchRequest.getDefaultInstance(), this);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> begun) {
        call = begun;
        begun.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(WatchResponse message) {
        long now = System.nanoTime();
        Millis measured = whole ? ages : null;
        for (Status row : message.getStatusesList()) {
            long made = TimedPublisher.made(row.getDetail());
            held.put(row.getUserId(), made);
            if (measured != null) {
                measured.add(now - made);
            }
        }
        whole |= message.hasSnapshotEnd();
        if (reads) {
            more();
        }
    }

    private void more() {
        if (call != null) {
            call.request(1);
        }
    }

    /** Counts the ages of changes that come from now on here, or nowhere. */
    void measure(@Nullable Millis newAges) {
        ages = newAges;
    }

    /** Reads nothing from now on: nothing is asked for any more, so the connection's windows fill. */
    void stopReading() {
        reads = false;
    }

    /** Reads again. */
    void readOn() {
        reads = true;
        more();
    }

    /** Whether its snapshot has come. */
    boolean isWhole() {
        return whole;
    }

    /** When the status that it holds of each user was made. */
    Map<String, Long> held() {
        return held;
    }

    /** Why it ended by itself; null if it did not. */
    @Nullable String ended() {
        return ended.get();
    }

    @Override
    public void onError(Throwable error) {
        ended.set(error.toString());
    }

    @Override
    public void onCompleted() {
        ended.set("completed");
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
