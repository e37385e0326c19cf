package org.statusaggregator.node.web.session;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.contacts.Viewer;

/**
 * Who calls.
 *
 * @param peer name and role, for watches and logs
 * @param name as people see it
 * @param viewer which contact lists the caller sees
 * @param session of a person who signed in; null = the caller showed a certificate
 * @param certificates what the caller showed, its own first; empty = a person who signed in
 */
public record Caller(
        PeerIdentity peer, String name, Viewer viewer, @Nullable Session session, List<X509Certificate> certificates) {
    /** Copies the certificates. */
    public Caller {
        certificates = List.copyOf(certificates);
    }

    /** A person who signed in. */
    public static Caller person(Session session) {
        PeerIdentity peer = new PeerIdentity(session.person(), Role.PERSON, List.of(session.person()));
        Viewer viewer = session.admin() ? Viewer.ADMIN : Viewer.member(session.groups());
        return new Caller(peer, session.name(), viewer, session, List.of());
    }

    /** Who showed a certificate of a CIC server or an administrator. */
    public static Caller certificate(PeerIdentity peer, List<X509Certificate> certificates) {
        Viewer viewer = peer.role() == Role.ADMIN ? Viewer.ADMIN : Viewer.PUBLIC;
        return new Caller(peer, peer.name(), viewer, null, certificates);
    }

    /** Whether the caller may administer. */
    public boolean isAdmin() {
        return viewer.seesAll();
    }

    /** Whether the caller sees only users whom a contact list shows that the caller may see. CIC servers and administrators see everybody. */
    public boolean seesListedOnly() {
        return peer.role() == Role.PERSON && !isAdmin();
    }
}
