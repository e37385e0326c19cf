package org.statusaggregator.node.grpc;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import java.security.cert.X509Certificate;
import java.util.Objects;
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
    private final String problem;

    private Peer(@Nullable PeerIdentity identity, String problem) {
        this.identity = identity;
        this.problem = problem;
    }

    /** Reads the peer's certificate. */
    static Peer of(Attributes connection) {
        SSLSession session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return new Peer(null, "connection without TLS (expected: mutual TLS)");
        }
        try {
            return new Peer(PeerIdentity.of((X509Certificate) session.getPeerCertificates()[0]), "");
        } catch (SSLPeerUnverifiedException e) {
            return new Peer(null, "no client certificate (expected: one of this CA)");
        } catch (BadIdentityException e) {
            return new Peer(null, String.valueOf(e.getMessage()));
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

    /** Why the peer is not known. */
    String problem() {
        return problem;
    }

    PeerIdentity identity() {
        return Objects.requireNonNull(identity, problem);
    }
}
