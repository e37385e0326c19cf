package org.statusaggregator.core.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.wire.WatchReader;
import org.statusaggregator.v1.StatusFilter;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/**
 * Follows statuses, through whichever node serves.
 *
 * <pre>
 *   STARTING ──not resumed──► SNAPSHOT ──its end──► FOLLOWING
 *    ▲  │ ▲ └─────resumed─────────────────────────────▲ │
 *    │  │ └───── stream ended, silent, other host ──────┘
 *    │  ▼ mend                                                 close(): CLOSED
 *   REFUSED
 * </pre>
 *
 * After a failure it goes on at the next host with the last resume token, so that nothing is missed and nothing comes twice.
 */
public final class StatusWatch implements AutoCloseable {
    /** How often silence is looked for. */
    static final Duration TICK = Duration.ofMillis(500);
    /** Ticks without a message after which a stream is dead: 5 s. */
    static final int SILENT_TICKS = 10;
    /**
     * So often the time doubles while stream after stream is silent: to 40 s. Nodes that are silent because many ask for much at once would never be done if all
     * asked again before that.
     */
    private static final int MOST_DOUBLINGS = 3;

    private static final MethodDescriptor<WatchRequest, WatchResponse> METHOD = StatusServiceGrpc.getWatchMethod();
    private static final Logger LOG = LogManager.getLogger(StatusWatch.class);

    private final Wiring wiring;
    private final WatchOptions options;
    private final WatchListener listener;
    private final Delivery delivery;
    private final Pause pause;
    private final Connection.User connectionUser = this::proceed;
    private volatile WatchState state = WatchState.STARTING;

    // Everything below is changed on the loop only.

    private @Nullable Stream stream;
    /** Where to go on; empty = at the beginning. */
    private ByteString token = ByteString.EMPTY;
    /** Counted, not measured: a thread that was held up must not take its own lateness for the node's silence. */
    private int silentTicks;
    /** Streams that were silent, one after another, since a node sent a token. */
    private int silentStreams;

    StatusWatch(Wiring wiring, WatchOptions options, WatchListener listener) {
        this.wiring = wiring;
        this.options = options;
        this.listener = listener;
        this.delivery = new Delivery(listener);
        this.pause = new Pause(wiring.loop(), wiring.random(), this::proceed);
        wiring.loop().execute(() -> {
            wiring.connection().join(connectionUser);
            tick();
        });
    }

    /** What the watch is doing. */
    public WatchState state() {
        return state;
    }

    /** Ends the watch. The listener hears nothing any more, except for a call that is running. Further calls do nothing. */
    @Override
    public void close() {
        wiring.loop().execute(() -> {
            if (state != WatchState.CLOSED) {
                state(WatchState.CLOSED, "closed by the application");
                wiring.connection().leave(connectionUser);
                cancelStream();
            }
        });
    }

    /** Sees to it that a stream is open on the current link. */
    private void proceed() {
        Link link = wiring.connection().link();
        if (state == WatchState.CLOSED || pause.lasts() || link == null) {
            return;
        }
        if (stream != null) {
            if (stream.link == link) {
                return;
            }
            lost("the client goes to " + link.host());
        }
        silentTicks = 0;
        Stream next = new Stream(link);
        stream = next;
        link.stream(
                METHOD.toBuilder(METHOD.getRequestMarshaller(), new WatchMarshaller())
                        .build(),
                request(),
                next);
    }

    private WatchRequest request() {
        StatusFilter filter = StatusFilter.newBuilder()
                .addAllEmails(options.filter().emails())
                .addAllCicServers(options.filter().cicServers())
                .addAllContactLists(options.filter().contactLists())
                .build();
        return WatchRequest.newBuilder()
                .setFilter(filter)
                .setResumeToken(token)
                .setIncludeOwn(options.includeOwn())
                .build();
    }

    private void received(Link link, WatchReader answer) {
        silentTicks = 0;
        WatchResponse message;
        try {
            delivery.rows(answer);
            message = answer.mark();
        } catch (InvalidProtocolBufferException e) {
            failed(link, Failure.nextHost("the node sent what is no message: " + e.getMessage()));
            return;
        }
        switch (message.getMarkCase()) {
            case STARTED -> {
                wiring.connection().answered(link);
                boolean resumed = message.getStarted().getResumed();
                String node = message.getStarted().getNode();
                state(resumed ? WatchState.FOLLOWING : WatchState.SNAPSHOT, "served by " + node);
                delivery.mark(message);
            }
            case SNAPSHOT_END -> {
                delivery.mark(message);
                reached(message.getSnapshotEnd().getResumeToken());
                state(WatchState.FOLLOWING, "the snapshot is complete");
            }
            case PROGRESS -> {
                delivery.mark(message);
                reached(message.getProgress().getResumeToken());
            }
            case GO_AWAY ->
                wiring.connection().draining(link, message.getGoAway().getReason());
            case SNAPSHOT_BEGIN, CIC_SERVER, RESYNC_BEGIN, RESYNC_END, CONTACT_LIST -> delivery.mark(message);
            case MARK_NOT_SET -> {}
        }
    }

    private void reached(ByteString newToken) {
        pause.reset();
        silentStreams = 0;
        if (!newToken.isEmpty()) {
            token = newToken;
        }
    }

    private void failed(Link link, Failure failure) {
        lost(failure.text());
        if (failure.remedy() == Failure.Remedy.NEXT_HOST) {
            wiring.connection().failed(link, failure.text());
            proceed();
            return;
        }
        wiring.connection().answered(link);
        switch (failure.remedy()) {
            case FORGET_TOKEN -> {
                LOG.info("watch: starting anew, the resume token was not accepted ({})", failure.text());
                token = ByteString.EMPTY;
                pause.unlessFirst();
            }
            case REPEAT, NEXT_HOST -> pause.after(failure);
            case MEND, YIELD, REOPEN, WAIT -> {
                state(WatchState.REFUSED, failure.text());
                pause.after(failure);
            }
        }
    }

    private void tick() {
        if (state == WatchState.CLOSED) {
            return;
        }
        Stream watched = stream;
        int patience = SILENT_TICKS << Math.min(silentStreams, MOST_DOUBLINGS);
        if (watched != null && silentTicks++ >= patience) {
            silentStreams++;
            failed(watched.link, Failure.nextHost("no message for " + TICK.multipliedBy(patience)));
        }
        wiring.loop().after(TICK, this::tick);
    }

    /** The stream serves no more. */
    private void lost(String why) {
        cancelStream();
        if (state == WatchState.SNAPSHOT || state == WatchState.FOLLOWING) {
            state(WatchState.STARTING, why);
            Callbacks.run(() -> listener.onDisconnected(why));
        }
    }

    private void cancelStream() {
        Stream cancelled = stream;
        stream = null;
        if (cancelled != null) {
            cancelled.cancel();
        }
    }

    private void state(WatchState next, String why) {
        if (next != state) {
            LOG.info("watch: {} -> {} ({})", state, next, why);
        }
        state = next;
        Callbacks.run(() -> wiring.listener().onWatchState(next, why));
    }

    /** One call. What it delivers after it was left is not heard. */
    private final class Stream implements ClientResponseObserver<WatchRequest, WatchReader> {
        final Link link;
        private @Nullable ClientCallStreamObserver<WatchRequest> call;

        Stream(Link link) {
            this.link = link;
        }

        void cancel() {
            if (call != null) {
                call.cancel("the client watches elsewhere", null);
            }
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchRequest> requests) {
            call = requests;
        }

        @Override
        public void onNext(WatchReader message) {
            if (stream == this) {
                received(link, message);
            }
        }

        @Override
        public void onError(Throwable error) {
            if (stream == this) {
                failed(link, Failure.of(error));
            }
        }

        @Override
        public void onCompleted() {
            if (stream == this) {
                failed(link, Failure.nextHost("the node ended the watch"));
            }
        }
    }
}
