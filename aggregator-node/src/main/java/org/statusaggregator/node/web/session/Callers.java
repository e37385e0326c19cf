package org.statusaggregator.node.web.session;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

/** Finds out who calls, and whether somebody who called before still may. */
public final class Callers {
    private final SessionKeeper sessions;
    private final StillTrusted trusted;

    /** Callers with sessions of this keeper, or certificates. */
    public Callers(SessionKeeper sessions, StillTrusted trusted) {
        this.sessions = sessions;
        this.trusted = trusted;
    }

    /**
     * Who calls with this cookie and certificate; null = nobody whom we know.
     *
     * @param cookie "" = none
     * @param certificates the caller's own first, accepted by a handshake; empty = none
     */
    public @Nullable Caller of(String cookie, List<X509Certificate> certificates) {
        Session session = sessions.recognise(cookie);
        if (session != null) {
            return Caller.person(session);
        }
        return certificates.isEmpty() || !trusted.problem(certificates).isEmpty() ? null : of(certificates);
    }

    /** Nodes do not call each other here, so their certificates open nothing. */
    private static @Nullable Caller of(List<X509Certificate> certificates) {
        try {
            PeerIdentity peer = PeerIdentity.of(certificates.get(0));
            return peer.role() == Role.MEMBER ? null : Caller.certificate(peer, certificates);
        } catch (BadIdentityException e) {
            return null;
        }
    }

    /** Why this caller may not call any more; "" = it may. */
    public String problem(Caller caller) {
        Session session = caller.session();
        if (session == null) {
            return trusted.problem(caller.certificates());
        }
        return sessions.isLive(session) ? "" : "the session has ended";
    }
}
