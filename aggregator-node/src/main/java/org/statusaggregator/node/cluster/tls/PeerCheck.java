package org.statusaggregator.node.cluster.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

/** Decides whether the holder of a certificate may be a member. The certificate's chain to a trusted CA has been verified before. */
@FunctionalInterface
public interface PeerCheck {
    /**
     * Returns if the peer may join. Called on I/O threads: must not block.
     *
     * @throws CertificateException if it may not; the message is the reason that is logged
     */
    void check(X509Certificate peer) throws CertificateException;

    /**
     * Members only: the certificate's role is {@link Role#MEMBER}, and it is valid today. TLS looks at the dates too, but not when a peer resumes an
     * earlier TLS session.
     */
    static PeerCheck membersOnly() {
        return peer -> {
            peer.checkValidity();
            Role role = identity(peer).role();
            if (role != Role.MEMBER) {
                throw new CertificateException(
                        "it is a certificate for role " + role.unit() + " (expected: " + Role.MEMBER.unit() + ")");
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
