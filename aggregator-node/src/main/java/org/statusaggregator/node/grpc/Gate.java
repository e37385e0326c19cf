package org.statusaggregator.node.grpc;

import io.grpc.Attributes;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.access.Access;
import org.statusaggregator.node.audit.Audit;
import org.statusaggregator.node.audit.Repeats;

/** What every call passes: reads who the peer is, once for each connection, and refuses what its role may not do or the node cannot do now. */
final class Gate extends ServerTransportFilter implements ServerInterceptor {
    private static final Logger LOG = LogManager.getLogger(Gate.class);

    private final Supplier<Readiness> readiness;
    private final Consumer<Peer> onGone;
    private final PeerWatch peers;
    private final Repeats repeats = new Repeats(System::nanoTime);

    /** A gate that tells {@code onGone} when a peer's connection is gone. */
    Gate(Supplier<Readiness> readiness, Consumer<Peer> onGone, PeerWatch peers) {
        this.readiness = readiness;
        this.onGone = onGone;
        this.peers = peers;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        Peer peer = Peer.of(attributes);
        if (peer.isKnown()) {
            peers.arrived(peer);
        } else {
            LOG.warn("refused a peer at {}: {}", peer.address(), peer.problem());
            Audit.of("peer-refused")
                    .port("grpc")
                    .peer(peer.certificate(), peer.address())
                    .refused(peer.problem());
        }
        return attributes.toBuilder().set(Peer.ATTRIBUTE, peer).build();
    }

    @Override
    public void transportTerminated(@Nullable Attributes attributes) {
        Peer peer = attributes == null ? null : attributes.get(Peer.ATTRIBUTE);
        if (peer != null && peer.isKnown()) {
            peers.left(peer);
            onGone.accept(peer);
        }
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Peer peer = Objects.requireNonNull(call.getAttributes().get(Peer.ATTRIBUTE), "connection without peer");
        @Nullable StatusRuntimeException refusal = refusal(call, peer);
        if (refusal != null) {
            tell(call, peer, refusal.getStatus());
            Metadata trailers = refusal.getTrailers();
            call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
            return new ServerCall.Listener<>() {};
        }
        String service = String.valueOf(call.getMethodDescriptor().getServiceName());
        if (!AuditedCall.concerns(
                service, String.valueOf(call.getMethodDescriptor().getBareMethodName()))) {
            return Contexts.interceptCall(peer.asCurrent(), call, headers, next);
        }
        AuditedCall<Q, A> audited = new AuditedCall<>(call, peer);
        return audited.noting(Contexts.interceptCall(peer.asCurrent(), audited, headers, next));
    }

    /** That the node cannot serve now is nobody's fault. */
    private void tell(ServerCall<?, ?> call, Peer peer, Status refusal) {
        String reason = String.valueOf(refusal.getDescription());
        long untold = refusal.getCode() == Status.Code.UNAVAILABLE
                ? Repeats.REPETITION
                : repeats.happened(peer.chain().hashCode() + reason);
        if (untold != Repeats.REPETITION) {
            Audit.of("call-refused")
                    .about(call.getMethodDescriptor().getFullMethodName())
                    .peer(peer.certificate(), peer.address())
                    .leftOut(untold)
                    .refused(reason);
        }
    }

    private @Nullable StatusRuntimeException refusal(ServerCall<?, ?> call, Peer peer) {
        String service = String.valueOf(call.getMethodDescriptor().getServiceName());
        String name = String.valueOf(call.getMethodDescriptor().getBareMethodName());
        Set<Role> allowed = Access.roles(service, name);
        if (!peer.isKnown()) {
            return Errors.role(name, peer.problem(), required(allowed));
        }
        if (!peer.problem().isEmpty()) {
            return Errors.certificate(peer.problem());
        }
        if (!allowed.contains(peer.identity().role())) {
            return Errors.role(name, peer.identity().role().unit(), required(allowed));
        }
        boolean status = service.endsWith(".StatusService");
        return switch (readiness.get()) {
            case STARTING -> status ? Errors.unavailable("NOT_READY", "the node has not joined yet") : null;
            case DRAINING ->
                status && (name.equals("OpenSession") || name.equals("Watch"))
                        ? Errors.unavailable("DRAINING", "the node is stopping")
                        : null;
            case READY -> null;
        };
    }

    private static String required(Set<Role> allowed) {
        return allowed.stream().map(Role::unit).collect(Collectors.joining(" or "));
    }
}
