package org.statusaggregator.cli.torture;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/**
 * A watch of everything as it comes over the wire, without the client library, which would hide a step back. It does what the contract asks of a
 * reader: goes on at the next host with its last token, and gives a stream up that is silent for 5 s. All its state belongs to one thread.
 */
final class Reader implements AutoCloseable {
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY_MILLIS = 200;
    private static final long TICK_MILLIS = 500;

    private final String name;
    private final List<Host> hosts;
    private final Function<Host, ManagedChannel> opener;
    private final ScheduledExecutorService thread;
    private final History history;
    private final Held held;

    private @Nullable Stream stream;
    private ByteString token = ByteString.EMPTY;
    private int turn;
    private boolean paused;
    private boolean closed;

    Reader(
            String name,
            List<Host> hosts,
            Function<Host, ManagedChannel> opener,
            ScheduledExecutorService thread,
            Held held,
            History history) {
        this.name = name;
        this.hosts = hosts;
        this.opener = opener;
        this.thread = thread;
        this.held = held;
        this.history = history;
    }

    /** Begins to watch. */
    void start() {
        thread.execute(this::open);
        var unused = thread.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    String name() {
        return name;
    }

    /** Whether it goes to another node when its own fails. */
    boolean moves() {
        return hosts.size() > 1;
    }

    /** What it holds. */
    Held held() {
        return held;
    }

    /** Reads nothing more from its stream, until {@link #resume}. */
    void pause() {
        thread.execute(() -> {
            history.line(name, "reads nothing");
            paused = true;
        });
    }

    /** Reads again. */
    void resume() {
        thread.execute(() -> {
            history.line(name, "reads again");
            paused = false;
            if (stream != null) {
                stream.heard = System.nanoTime();
                stream.more();
            }
        });
    }

    private void open() {
        if (closed) {
            return;
        }
        Host host = hosts.get(turn % hosts.size());
        Stream opened = new Stream(opener.apply(host));
        stream = opened;
        history.line(name, "watches at " + host + (token.isEmpty() ? "" : " with its token"));
        held.streamBegins();
        StatusServiceGrpc.newStub(opened.channel)
                .watch(WatchRequest.newBuilder().setResumeToken(token).build(), opened);
    }

    private void tick() {
        Stream watched = stream;
        if (watched != null && !paused && System.nanoTime() - watched.heard > SILENT_NANOS) {
            lost(watched, "silent");
        }
    }

    private void lost(Stream ended, String why) {
        if (stream != ended) {
            return;
        }
        history.line(name, "lost its stream: " + why);
        stream = null;
        turn++;
        ended.end();
        if (!closed) {
            var unused = thread.schedule(this::open, ended.began ? 0 : RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void received(Stream from, WatchResponse message) {
        if (stream != from) {
            return;
        }
        from.heard = System.nanoTime();
        from.began = true;
        held.take(message);
        switch (message.getMarkCase()) {
            case SNAPSHOT_END -> reached(message.getSnapshotEnd().getResumeToken());
            case PROGRESS -> reached(message.getProgress().getResumeToken());
            case GO_AWAY -> lost(from, "told to go away");
            case STARTED, SNAPSHOT_BEGIN, CIC_SERVER, RESYNC_BEGIN, RESYNC_END, CONTACT_LIST, MARK_NOT_SET -> {}
        }
        if (!paused) {
            from.more();
        }
    }

    private void reached(ByteString reached) {
        if (!reached.isEmpty()) {
            token = reached;
        }
    }

    @Override
    public void close() {
        thread.execute(() -> {
            closed = true;
            if (stream != null) {
                stream.end();
            }
        });
    }

    /** One call. */
    private final class Stream implements ClientResponseObserver<WatchRequest, WatchResponse> {
        final ManagedChannel channel;
        long heard = System.nanoTime();
        /** Whether anything came. */
        boolean began;

        private @Nullable ClientCallStreamObserver<WatchRequest> call;

        Stream(ManagedChannel channel) {
            this.channel = channel;
        }

        void more() {
            if (call != null) {
                call.request(1);
            }
        }

        void end() {
            if (call != null) {
                call.cancel("the reader goes elsewhere", null);
            }
            channel.shutdownNow();
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchRequest> requests) {
            call = requests;
            requests.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(WatchResponse message) {
            thread.execute(() -> received(this, message));
        }

        @Override
        public void onError(Throwable error) {
            thread.execute(() -> lost(this, String.valueOf(error.getMessage())));
        }

        @Override
        public void onCompleted() {
            thread.execute(() -> lost(this, "ended by the node"));
        }
    }
}
