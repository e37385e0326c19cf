package org.statusaggregator.node.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.statusaggregator.core.status.OpenSession;
import org.statusaggregator.core.status.PublishBatch;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.wire.PublishedBatch;
import org.statusaggregator.core.wire.RowEncoder;
import org.statusaggregator.node.limits.RateLimit;
import org.statusaggregator.node.roster.RosterStore.Outcome;
import org.statusaggregator.node.session.Connections;
import org.statusaggregator.node.session.SessionService;
import org.statusaggregator.v1.CloseSessionRequest;
import org.statusaggregator.v1.CloseSessionResponse;
import org.statusaggregator.v1.ItemError;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.KeepSessionAliveResponse;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.Status;

/** The calls of a CIC server that publishes. */
final class PublishCalls {
    /** The level of this API; a change that an older client could not live with raises it. */
    private static final int API_LEVEL = 1;

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int MAX_CLIENT = 256;
    private static final long SHORTEST_LEASE = 1_000;
    private static final long LONGEST_LEASE = 3_600_000;

    private final SessionService sessions;
    private final Connections connections;
    private final ServiceSettings settings;
    private final Supplier<Readiness> readiness;
    private final RateLimit rate;
    private final PublishAudit audit = new PublishAudit();

    PublishCalls(
            SessionService sessions, Connections connections, ServiceSettings settings, Supplier<Readiness> readiness) {
        this.sessions = sessions;
        this.connections = connections;
        this.settings = settings;
        this.readiness = readiness;
        this.rate = new RateLimit(settings.limits().changesPerSecond(), System::nanoTime);
    }

    void open(OpenSessionRequest request, StreamObserver<Session> observer) {
        if (request.getApiLevel() != API_LEVEL) {
            throw Errors.apiLevel(request.getApiLevel(), API_LEVEL);
        }
        long lease = leaseMillis(request);
        if (request.getClient().length() > MAX_CLIENT) { // it travels with every change
            String length = request.getClient().length() + " characters";
            throw Errors.badField("client", length, "at most " + MAX_CLIENT + " characters");
        }
        if (request.getLastEpoch() < 0) {
            throw Errors.badField("last_epoch", Long.toString(request.getLastEpoch()), "0 or more");
        }
        if (!request.getRequestId().isEmpty()
                && !UUID_FORM.matcher(request.getRequestId()).matches()) {
            throw Errors.badField("request_id", request.getRequestId(), "empty or a UUID");
        }
        Peer peer = Peer.current();
        PeerIdentity cic = peer.identity();
        boolean takeOver = request.getMode() != OpenSessionRequest.Mode.WAIT;
        OpenSession.Terms terms = new OpenSession.Terms(takeOver, request.getLastEpoch(), lease);
        Reply.send(sessions.open(cic, request.getRequestId(), terms, request.getClient()), observer, opened -> {
            Outcome outcome = Reply.accepted(cic.name(), opened.outcome());
            connections.called(cic.name(), opened.sessionId(), peer, 0);
            return session(cic, opened.sessionId(), outcome.answer().epoch(), lease);
        });
    }

    private long leaseMillis(OpenSessionRequest request) {
        if (!request.hasLeaseTime()) {
            return settings.leaseMillis();
        }
        Duration wanted = request.getLeaseTime();
        long millis = Durations.isValid(wanted) ? Durations.toMillis(wanted) : 0;
        if (millis < SHORTEST_LEASE || millis > LONGEST_LEASE) {
            String shown = wanted.getSeconds() + " s " + wanted.getNanos() + " ns";
            throw Errors.badField("lease_time", shown, "1 s to 1 h");
        }
        return millis;
    }

    private Session session(PeerIdentity cic, String id, long epoch, long lease) {
        return Session.newBuilder()
                .setSessionId(id)
                .setEpoch(epoch)
                .setLeaseTime(Durations.fromMillis(lease))
                .setKeepAliveInterval(Durations.fromMillis(Math.min(lease / 3, settings.keepAliveMillis())))
                .addAllHosts(settings.hosts().get())
                .setMaxBatchSize(settings.maxBatchSize())
                .setCicServer(cic.name())
                .addAllNames(cic.names())
                .setServerVersion(settings.version())
                .build();
    }

    void keepAlive(KeepSessionAliveRequest request, StreamObserver<KeepSessionAliveResponse> observer) {
        long answered = request.getBatchNumber();
        if (answered < 0) {
            throw Errors.badField("batch_number", Long.toString(answered), "0 or more");
        }
        Peer peer = Peer.current();
        PeerIdentity cic = peer.identity();
        Reply.send(sessions.keepAlive(cic, request.getSessionId(), answered), observer, outcome -> {
            Reply.accepted(cic.name(), outcome);
            connections.called(cic.name(), request.getSessionId(), peer, 0);
            return KeepSessionAliveResponse.newBuilder().setDraining(draining()).build();
        });
    }

    void close(CloseSessionRequest request, StreamObserver<CloseSessionResponse> observer) {
        PeerIdentity cic = Peer.current().identity();
        Reply.send(sessions.close(cic, request.getSessionId()), observer, outcome -> {
            Reply.accepted(cic.name(), outcome);
            connections.forget(cic.name());
            return CloseSessionResponse.getDefaultInstance();
        });
    }

    void publish(PublishedBatch request, StreamObserver<PublishStatusesResponse> observer) {
        int size = request.size() + request.removedUserIds().size();
        if (size > settings.maxBatchSize()) {
            throw Errors.batchTooLarge(size, settings.maxBatchSize());
        }
        if (request.number() < 1) {
            throw Errors.badField("batch_number", Long.toString(request.number()), "1 or more");
        }
        Peer peer = Peer.current();
        PeerIdentity cic = peer.identity();
        java.time.Duration wait = rate.take(cic.name(), size);
        if (!wait.isZero()) {
            throw Errors.limit(
                    "changes-per-second",
                    cic.name() + " published more than " + settings.limits().changesPerSecond()
                            + " changes a second (limits.changes-per-second); send this batch again in "
                            + wait.toMillis() + " ms",
                    wait);
        }
        List<Row> rows = new ArrayList<>(size);
        List<ItemError> errors = encode(request, cic, rows);
        PublishBatch.Part part = PublishBatch.Part.of(request.firstPart(), request.lastPart());
        String id = request.sessionId();
        audit.refused(peer, errors);
        Reply.send(sessions.publish(cic, id, request.number(), part, rows), observer, outcome -> {
            audit.refused(peer, outcome.answer().refusal());
            Reply.accepted(cic.name(), outcome);
            connections.called(cic.name(), id, peer, errors.size());
            return PublishStatusesResponse.newBuilder()
                    .addAllErrors(errors)
                    .setCopies(outcome.copies())
                    .setEpoch(outcome.answer().epoch())
                    .setSequence(outcome.answer().sequence())
                    .setDraining(draining())
                    .build();
        });
    }

    /** The rows of what is good, and the errors of what is not. A user who lost the e-mail address is removed: an outdated status is worse than none. */
    private static List<ItemError> encode(PublishedBatch request, PeerIdentity cic, List<Row> rows) {
        RowEncoder encoder = new RowEncoder(cic.name(), cic.names());
        List<ItemError> errors = new ArrayList<>();
        for (int i = 0; i < request.size(); i++) {
            Row plain = encoder.encodePlain(request, i);
            if (plain == null) {
                encode(status(request, i), i, encoder, rows, errors);
            } else {
                rows.add(plain);
            }
        }
        request.removedUserIds().forEach(userId -> rows.add(Row.removed(userId, "")));
        return errors;
    }

    private static void encode(Status status, int index, RowEncoder encoder, List<Row> rows, List<ItemError> errors) {
        ItemError error = encoder.check(index, status);
        if (error == null) {
            rows.add(encoder.encode(status));
        } else {
            errors.add(error);
            if (error.getReason().startsWith("EMAIL_")) {
                rows.add(Row.removed(status.getUserId(), ""));
            }
        }
    }

    private static Status status(PublishedBatch request, int index) {
        try {
            return request.status(index);
        } catch (InvalidProtocolBufferException e) {
            throw Errors.badField(
                    "statuses[" + index + "]", String.valueOf(e.getMessage()), "an encoded Status message");
        }
    }

    private boolean draining() {
        return readiness.get() == Readiness.DRAINING;
    }
}
