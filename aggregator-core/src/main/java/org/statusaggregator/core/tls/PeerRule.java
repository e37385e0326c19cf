package org.statusaggregator.core.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whom a connection may be with, beyond being trusted. Asked in the handshake, so a peer that breaks the rule gets no further. */
@FunctionalInterface
public interface PeerRule {
    /**
     * Returns if the peer may be talked to. Must not block.
     *
     * @throws CertificateException if it may not; the message is the reason
     */
    void check(X509Certificate peer) throws CertificateException;

    /** Holders of certificates with one of these roles. */
    static PeerRule roles(Role... roles) {
        List<Role> allowed = List.of(roles);
        String expected = Stream.of(roles).map(Role::unit).collect(Collectors.joining(" or "));
        return peer -> {
            Role role = identity(peer).role();
            if (!allowed.contains(role)) {
                throw new CertificateException(
                        "it is a certificate for role " + role.unit() + " (expected: " + expected + ")");
            }
        };
    }

    private static PeerIdentity identity(X509Certificate peer) throws CertificateException {
        try {
            return PeerIdentity.of(peer);
        } catch (BadIdentityException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }
}
