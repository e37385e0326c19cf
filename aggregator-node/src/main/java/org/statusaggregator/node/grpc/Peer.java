package org.statusaggregator.node.grpc;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.PeerIdentity;

/** The other end of a connection. One object for each connection, so it also stands for the connection. */
final class Peer {
    /** Where each connection keeps its peer. */
    static final Attributes.Key<Peer> ATTRIBUTE = Attributes.Key.create("peer");

    private static final Context.Key<Peer> CURRENT = Context.key("peer");

    private final @Nullable PeerIdentity identity;
    private final List<X509Certificate> chain;
    private final @Nullable SocketAddress address;
    /** Why its calls are refused; empty while they are not. */
    private volatile String problem;

    private Peer(
            @Nullable PeerIdentity identity,
            List<X509Certificate> chain,
            @Nullable SocketAddress address,
            String problem) {
        this.identity = identity;
        this.chain = chain;
        this.address = address;
        this.problem = problem;
    }

    /** Reads the peer's certificate. */
    static Peer of(Attributes connection) {
        SocketAddress address = connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        SSLSession session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return new Peer(null, List.of(), address, "connection without TLS (expected: mutual TLS)");
        }
        List<X509Certificate> chain = List.of();
        try {
            chain = Stream.of(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
            return new Peer(PeerIdentity.of(chain.get(0)), chain, address, "");
        } catch (SSLPeerUnverifiedException e) {
            return new Peer(null, chain, address, "no client certificate (expected: one of this CA)");
        } catch (BadIdentityException e) {
            return new Peer(null, chain, address, String.valueOf(e.getMessage()));
        }
    }

    /** The peer of the call that is being started on this thread. */
    static Peer current() {
        return Objects.requireNonNull(CURRENT.get(), "call without peer");
    }

    Context asCurrent() {
        return Context.current().withValue(CURRENT, this);
    }

    boolean isKnown() {
        return identity != null;
    }

    /** Why the peer is not known, or no longer trusted; empty if it is. */
    String problem() {
        return problem;
    }

    /** From now on its calls are refused. Answers whether they were not before. */
    synchronized boolean distrust(String reason) {
        boolean first = problem.isEmpty();
        problem = reason;
        return first;
    }

    /** Its own certificate first; empty if it showed none. */
    List<X509Certificate> chain() {
        return chain;
    }

    @Nullable X509Certificate certificate() {
        return chain.isEmpty() ? null : chain.get(0);
    }

    @Nullable SocketAddress address() {
        return address;
    }

    /** When the first of its certificates ends. */
    Instant validUntil() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    PeerIdentity identity() {
        return Objects.requireNonNull(identity, problem);
    }
}
