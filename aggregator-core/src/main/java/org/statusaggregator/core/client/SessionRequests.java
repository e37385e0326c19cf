package org.statusaggregator.core.client;

import java.time.Duration;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.v1.CloseSessionRequest;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.Session;

/** The messages of a publishing session. */
final class SessionRequests {
    /** What our calls look like. A node that serves another level says so. */
    private static final int API_LEVEL = 1;

    private SessionRequests() {}

    static OpenSessionRequest open(SessionOptions options, long lastEpoch, String clientName, String requestId) {
        OpenSessionRequest.Builder request = OpenSessionRequest.newBuilder()
                .setApiLevel(API_LEVEL)
                .setMode(mode(options.mode()))
                .setLastEpoch(lastEpoch)
                .setClient(clientName)
                .setRequestId(requestId);
        Duration lease = options.leaseTime();
        if (lease != null) {
            request.setLeaseTime(com.google.protobuf.Duration.newBuilder()
                    .setSeconds(lease.getSeconds())
                    .setNanos(lease.getNano()));
        }
        return request.build();
    }

    private static OpenSessionRequest.Mode mode(SessionOptions.Mode mode) {
        return switch (mode) {
            case TAKE_OVER -> OpenSessionRequest.Mode.TAKE_OVER;
            case WAIT -> OpenSessionRequest.Mode.WAIT;
        };
    }

    static PublishStatusesRequest publish(Session session, long number, Outbox.Batch batch) {
        PublishStatusesRequest.Builder request = PublishStatusesRequest.newBuilder()
                .setSessionId(session.getSessionId())
                .setBatchNumber(number)
                .addAllRemovedUserIds(batch.removedUserIds())
                .setFirstPart(batch.firstPart())
                .setLastPart(batch.lastPart());
        batch.statuses().forEach(status -> request.addStatuses(WireStatus.toProto(status)));
        return request.build();
    }

    static KeepSessionAliveRequest keepAlive(Session session, long lastBatchNumber) {
        return KeepSessionAliveRequest.newBuilder()
                .setSessionId(session.getSessionId())
                .setBatchNumber(lastBatchNumber)
                .build();
    }

    static CloseSessionRequest close(Session session) {
        return CloseSessionRequest.newBuilder()
                .setSessionId(session.getSessionId())
                .build();
    }
}
