package org.statusaggregator.core.client;

import io.grpc.MethodDescriptor;
import java.time.Duration;
import org.statusaggregator.core.wire.PublishMessages;
import org.statusaggregator.v1.CloseSessionRequest;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.StatusServiceGrpc;

/** The messages of a publishing session. */
final class SessionRequests {
    /** What our calls look like. A node that serves another level says so. */
    private static final int API_LEVEL = 1;

    /** A call whose request is encoded already. */
    static final MethodDescriptor<Encoded, PublishStatusesResponse> PUBLISH =
            StatusServiceGrpc.getPublishStatusesMethod().toBuilder(
                            new Encoded.Marshaller(),
                            StatusServiceGrpc.getPublishStatusesMethod().getResponseMarshaller())
                    .build();

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

    static Encoded publish(Session session, long number, Outbox.Batch batch) {
        return new Encoded(PublishMessages.encode(new PublishMessages.Batch(
                session.getSessionId(),
                number,
                batch.statuses(),
                batch.removedUserIds(),
                new PublishMessages.Part(batch.firstPart(), batch.lastPart()))));
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
