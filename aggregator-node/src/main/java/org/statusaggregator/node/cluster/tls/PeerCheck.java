package org.statusaggregator.node.cluster.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.PeerRule;
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
     * Returns if the peer may stay; asked again and again about open links.
     *
     * @param chain the peer's own certificate first
     * @throws CertificateException if it may not; the message is the reason that is logged
     */
    default void recheck(List<X509Certificate> chain) throws CertificateException {
        check(chain.get(0));
    }

    /**
     * Members only: the certificate's role is {@link Role#MEMBER}, and it is valid today. TLS looks at the dates too, but not when a peer resumes an
     * earlier TLS session.
     */
    static PeerCheck membersOnly() {
        PeerRule members = PeerRule.roles(Role.MEMBER);
        return peer -> {
            peer.checkValidity();
            members.check(peer);
        };
    }

    /** Members whom the ring's material trusts, at the time of each check. */
    static PeerCheck membersOnly(KeyRing ring, InstantSource clock) {
        PeerCheck members = membersOnly();
        return new PeerCheck() {
            @Override
            public void check(X509Certificate peer) throws CertificateException {
                members.check(peer);
            }

            @Override
            public void recheck(List<X509Certificate> chain) throws CertificateException {
                ring.material().trust().check(chain, clock.instant());
                members.check(chain.get(0));
            }
        };
    }
}
