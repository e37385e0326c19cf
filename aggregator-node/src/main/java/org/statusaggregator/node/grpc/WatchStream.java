package org.statusaggregator.node.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import org.statusaggregator.node.limits.Places;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.watch.WatchOutput;
import org.statusaggregator.node.watch.WatchRequest;

/** One Watch call as the output of a watcher. */
final class WatchStream implements WatchOutput {
    /** Bytes that may wait in the connection before the stream counts as not ready. */
    private static final int READY_BYTES = 256 * 1024;

    private final ServerCallStreamObserver<byte[]> observer;

    private final Places.Place place;

    private WatchStream(ServerCallStreamObserver<byte[]> observer, Places.Place place) {
        this.observer = observer;
        this.place = place;
    }

    /** Connects the call to the hub; its place is given back at its end. To be called where the call is started. */
    static void open(
            WatchHub hub, Places.Place place, WatchRequest request, ServerCallStreamObserver<byte[]> observer) {
        String id = hub.newId();
        observer.setOnReadyThreshold(READY_BYTES);
        observer.setOnReadyHandler(() -> hub.resume(id));
        observer.setOnCancelHandler(() -> {
            place.giveBack();
            hub.close(id);
        });
        hub.open(id, request, new WatchStream(observer, place));
    }

    @Override
    public boolean isReady() {
        return observer.isReady();
    }

    @Override
    public void send(byte[] message) {
        if (!observer.isCancelled()) {
            observer.onNext(message);
        }
    }

    @Override
    public void end() {
        place.giveBack();
        if (!observer.isCancelled()) {
            observer.onCompleted();
        }
    }
}
