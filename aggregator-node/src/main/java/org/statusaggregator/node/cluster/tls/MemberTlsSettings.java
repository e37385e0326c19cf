package org.statusaggregator.node.cluster.tls;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.PeerRule;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.tls.SslContexts;

/**
 * How members speak TLS to one another.
 *
 * @param contexts asked once per new connection, so that reloaded certificates count from the next connection on; open ones stay as they are
 * @param check decides on each peer's certificate
 * @param handshakeTimeout a connection that is not verified after this time is closed; positive
 */
public record MemberTlsSettings(Supplier<SSLContext> contexts, PeerCheck check, Duration handshakeTimeout) {
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    /** Validates. */
    public MemberTlsSettings {
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException("handshakeTimeout: " + handshakeTimeout + " (expected: more than PT0S)");
        }
    }

    /** Members only, and a handshake may take ten seconds. */
    public static MemberTlsSettings of(Supplier<SSLContext> contexts) {
        return new MemberTlsSettings(contexts, PeerCheck.membersOnly(), HANDSHAKE_TIMEOUT);
    }

    /** Members that the ring's material trusts; they are looked at again every few seconds. */
    public static MemberTlsSettings of(KeyRing ring, InstantSource clock) throws GeneralSecurityException {
        SSLContext context = SslContexts.tls13(ring, PeerRule.roles(Role.MEMBER));
        return new MemberTlsSettings(() -> context, PeerCheck.membersOnly(ring, clock), HANDSHAKE_TIMEOUT);
    }
}
