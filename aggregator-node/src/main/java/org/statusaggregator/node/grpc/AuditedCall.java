package org.statusaggregator.node.grpc;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Set;
import org.statusaggregator.node.audit.Audit;

/** A call that leaves an entry in the audit log when it ends: a session begins or ends, or an administrator changes something. */
final class AuditedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private static final Set<String> SESSIONS = Set.of("OpenSession", "CloseSession");
    private static final Set<String> READING = Set.of("Get", "List");

    private final Peer peer;
    /** What was asked for; written by the call's listener before the call can end. */
    private volatile String request = "";

    AuditedCall(ServerCall<Q, A> call, Peer peer) {
        super(call);
        this.peer = peer;
    }

    /** Whether calls of this kind are worth an entry. */
    static boolean concerns(String service, String call) {
        return service.endsWith(".AdminService")
                ? READING.stream().noneMatch(call::startsWith)
                : service.endsWith(".StatusService") && SESSIONS.contains(call);
    }

    /** The listener that notes what is asked for. */
    ServerCall.Listener<Q> noting(ServerCall.Listener<Q> listener) {
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onMessage(Q message) {
                if (message instanceof Message asked) {
                    request = TextFormat.printer().emittingSingleLine(true).printToString(asked);
                }
                super.onMessage(message);
            }
        };
    }

    @Override
    public void close(Status status, Metadata trailers) {
        Audit entry = Audit.of(String.valueOf(getMethodDescriptor().getBareMethodName()))
                .port("grpc")
                .peer(peer.certificate(), peer.address())
                .about(peer.identity().name())
                .request(request);
        if (status.isOk()) {
            entry.done();
        } else {
            entry.failed(status.getCode() + ": " + status.getDescription());
        }
        super.close(status, trailers);
    }
}
