package org.statusaggregator.core.client;

import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.v1.ItemError;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.StatusServiceGrpc;

/**
 * Brings an outbox to the cluster: what a {@link PublishSession} does on the loop.
 *
 * <pre>
 *   OPENING ◄──────► HELD, REFUSED       another session is live; somebody must mend something
 *    │  ▲
 *    │  └──────────────────┐             session lost: everything is published again
 *    ▼ opened              │
 *   SYNCHRONIZING ──────► LIVE           the last part of the snapshot is confirmed
 *
 *   from each of them: FENCED when taken over; CLOSING, then CLOSED when the application closes
 * </pre>
 *
 * One call is in flight at a time, of whatever kind. A batch is made when it can leave, and repeated unaltered until it is confirmed.
 */
final class Publisher {
    /** How long closing may take. */
    private static final Duration CLOSE_TIMEOUT = Link.DEADLINE;

    /** Whatever a node asks for, it is not called more often. */
    private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofMillis(100);

    private static final Logger LOG = LogManager.getLogger(Publisher.class);

    private final Wiring wiring;
    private final SessionOptions options;
    private final Outbox outbox;
    private final Pause pause;
    private final Connection.User connectionUser = this::onLink;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile SessionState state = SessionState.OPENING;
    private volatile long lastEpoch;
    /** The session as the cluster granted it; null while there is none. */
    private @Nullable Session granted;
    /** Of the opening that is under way; kept when that is repeated after a failure. */
    private String requestId = newRequestId();

    private long lastBatchNumber;
    /** The batch that is on its way, or has to be repeated. */
    private @Nullable Unconfirmed unconfirmed;

    private boolean calling;
    private long lastCallAt;
    /** The node should hear of this session even if there is nothing to publish. */
    private boolean keepAliveDue;

    private Loop.@Nullable Timer keepAlive;

    /**
     * A batch and the request with it.
     *
     * @param request as bytes, so that a repetition is the same
     */
    private record Unconfirmed(long number, Encoded request, Outbox.Batch batch) {}

    Publisher(Wiring wiring, SessionOptions options, Outbox outbox, long lastEpoch) {
        this.wiring = wiring;
        this.options = options;
        this.outbox = outbox;
        this.lastEpoch = lastEpoch;
        this.pause = new Pause(wiring.loop(), wiring.random(), this::proceed);
    }

    /** Read by any thread. */
    SessionState state() {
        return state;
    }

    /** Read by any thread. */
    long lastEpoch() {
        return lastEpoch;
    }

    /** Completes in state FENCED or CLOSED. */
    CompletionStage<Void> ended() {
        return ended;
    }

    void start() {
        wiring.connection().join(connectionUser);
    }

    void close() {
        if (state.isFinal() || state == SessionState.CLOSING) {
            return;
        }
        state(SessionState.CLOSING, "closed by the application");
        wiring.loop().after(CLOSE_TIMEOUT, () -> end(SessionState.CLOSED, "no node confirmed the close in time"));
        proceed();
    }

    void abandon() {
        end(SessionState.CLOSED, "abandoned by the application");
    }

    private void onLink() {
        // The node must learn at once that it is the session's home now.
        keepAliveDue = granted != null;
        proceed();
    }

    /** Makes the next call, if it is time for one. */
    void proceed() {
        if (state == SessionState.CLOSING && granted == null && !calling) {
            end(SessionState.CLOSED, "no session was open");
        }
        Link link = wiring.connection().link();
        if (calling || pause.lasts() || link == null || state.isFinal()) {
            return;
        }
        if (granted == null) {
            var request = SessionRequests.open(options, lastEpoch, wiring.clientName(), requestId);
            call(link, StatusServiceGrpc.getOpenSessionMethod(), request, this::opened);
            return;
        }
        if (unconfirmed == null) {
            unconfirmed = nextBatch(granted);
        }
        if (unconfirmed != null) {
            Unconfirmed sent = unconfirmed;
            call(link, SessionRequests.PUBLISH, sent.request(), answer -> {
                confirmed(sent, answer);
                leaveIf(answer.getDraining(), link);
            });
        } else if (state == SessionState.CLOSING) {
            var request = SessionRequests.close(granted);
            call(
                    link,
                    StatusServiceGrpc.getCloseSessionMethod(),
                    request,
                    answer -> end(SessionState.CLOSED, "the cluster was told"));
        } else if (keepAliveDue) {
            var request = SessionRequests.keepAlive(granted, lastBatchNumber);
            call(
                    link,
                    StatusServiceGrpc.getKeepSessionAliveMethod(),
                    request,
                    answer -> leaveIf(answer.getDraining(), link));
        }
    }

    private <Q, A> void call(Link link, MethodDescriptor<Q, A> method, Q request, Consumer<A> onAnswer) {
        calling = true;
        keepAliveDue = false;
        lastCallAt = wiring.loop().nanoTime();
        link.call(
                method,
                request,
                answer -> {
                    calling = false;
                    wiring.connection().answered(link);
                    if (!state.isFinal()) {
                        onAnswer.accept(answer);
                    }
                    proceed();
                },
                failure -> {
                    calling = false;
                    failed(link, failure);
                    proceed();
                });
    }

    private void opened(Session session) {
        granted = session;
        lastEpoch = session.getEpoch();
        lastBatchNumber = 0;
        outbox.restart();
        if (state != SessionState.CLOSING) {
            state(SessionState.SYNCHRONIZING, "epoch " + session.getEpoch() + " of " + session.getCicServer());
        }
        com.google.protobuf.Duration wire = session.getKeepAliveInterval();
        Duration interval = Duration.ofSeconds(wire.getSeconds(), wire.getNanos());
        keepAliveAfter(interval.compareTo(SHORTEST_KEEP_ALIVE) < 0 ? SHORTEST_KEEP_ALIVE : interval);
    }

    private @Nullable Unconfirmed nextBatch(Session session) {
        Outbox.Batch batch = outbox.take(Math.max(1, session.getMaxBatchSize()));
        if (batch == null) {
            return null;
        }
        long number = ++lastBatchNumber;
        return new Unconfirmed(number, SessionRequests.publish(session, number, batch), batch);
    }

    private void confirmed(Unconfirmed sent, PublishStatusesResponse answer) {
        unconfirmed = null;
        Outbox.Batch batch = sent.batch();
        answer.getErrorsList().forEach(error -> refused(batch.statuses(), error));
        Acknowledgement acknowledgement = new Acknowledgement(
                sent.number(),
                batch.statuses(),
                batch.removedUserIds(),
                answer.getCopies(),
                new Version(answer.getEpoch(), answer.getSequence()));
        Callbacks.run(() -> wiring.listener().onAcknowledged(acknowledgement));
        outbox.confirm(batch);
        if (batch.lastPart() && state == SessionState.SYNCHRONIZING) {
            state(SessionState.LIVE, "the full snapshot is confirmed");
        }
        if (state == SessionState.LIVE) {
            pause.reset();
        }
    }

    private void refused(List<Status> statuses, ItemError error) {
        if (error.getIndex() < 0 || error.getIndex() >= statuses.size()) {
            LOG.error("a refusal of status {} (expected: below {}): {}", error.getIndex(), statuses.size(), error);
            return;
        }
        Status status = statuses.get(error.getIndex());
        outbox.forget(status.userId());
        RefusedStatus refused = new RefusedStatus(status, error.getReason(), error.getMessage());
        Callbacks.run(() -> wiring.listener().onRefused(refused));
    }

    private void failed(Link link, Failure failure) {
        if (failure.remedy() == Failure.Remedy.NEXT_HOST) {
            wiring.connection().failed(link, failure.text());
            return;
        }
        wiring.connection().answered(link);
        if (state.isFinal()) {
            return;
        }
        if (failure.remedy() == Failure.Remedy.YIELD) {
            end(SessionState.FENCED, failure.text());
        } else if (failure.remedy() == Failure.Remedy.REPEAT) {
            pause.after(failure);
        } else if (state == SessionState.CLOSING) {
            end(SessionState.CLOSED, failure.text());
        } else {
            reopen(failure);
        }
    }

    private void reopen(Failure failure) {
        granted = null;
        unconfirmed = null;
        requestId = newRequestId();
        switch (failure.remedy()) {
            case REOPEN -> {
                state(SessionState.OPENING, failure.text());
                pause.unlessFirst();
            }
            case WAIT -> {
                state(SessionState.HELD, failure.text());
                pause.after(failure);
            }
            case MEND, FORGET_TOKEN, YIELD, REPEAT, NEXT_HOST -> {
                state(SessionState.REFUSED, failure.text());
                pause.after(failure);
            }
        }
    }

    private static String newRequestId() {
        return UUID.randomUUID().toString();
    }

    private void leaveIf(boolean draining, Link link) {
        if (draining) {
            wiring.connection().draining(link, "the node is stopping");
        }
    }

    /** Sees to it that the cluster hears of the session at least this often. */
    private void keepAliveAfter(Duration interval) {
        cancel(keepAlive);
        Duration silent = Duration.ofNanos(wiring.loop().nanoTime() - lastCallAt);
        boolean due = silent.compareTo(interval) >= 0;
        keepAlive = wiring.loop().after(due ? interval : interval.minus(silent), () -> keepAliveAfter(interval));
        if (due) {
            keepAliveDue = true;
            proceed();
        }
    }

    private void end(SessionState last, String why) {
        if (state.isFinal()) {
            return;
        }
        state(last, why);
        pause.cancel();
        cancel(keepAlive);
        wiring.connection().leave(connectionUser);
        outbox.end(last + ": " + why);
        ended.complete(null);
    }

    private static void cancel(Loop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void state(SessionState next, String why) {
        if (next != state) {
            LOG.info("publishing session: {} -> {} ({})", state, next, why);
        }
        state = next;
        Callbacks.run(() -> wiring.listener().onSessionState(next, why));
    }
}
