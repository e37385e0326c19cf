package org.statusaggregator.node.web.session;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

/** Finds out who calls. */
public final class Callers {
    private final SessionKeeper sessions;

    /** Callers with sessions of this keeper, or certificates. */
    public Callers(SessionKeeper sessions) {
        this.sessions = sessions;
    }

    /**
     * Who calls with this cookie and certificate; null = nobody whom we know.
     *
     * @param cookie "" = none
     * @param certificate leads to an authority of the cluster
     */
    public @Nullable Caller of(String cookie, Optional<X509Certificate> certificate) {
        Session session = sessions.recognise(cookie);
        if (session != null) {
            return Caller.person(session);
        }
        return certificate.map(Callers::of).orElse(null);
    }

    /** Nodes do not call each other here, so their certificates open nothing. */
    private static @Nullable Caller of(X509Certificate certificate) {
        try {
            PeerIdentity peer = PeerIdentity.of(certificate);
            return peer.role() == Role.MEMBER ? null : Caller.certificate(peer);
        } catch (BadIdentityException e) {
            return null;
        }
    }
}
