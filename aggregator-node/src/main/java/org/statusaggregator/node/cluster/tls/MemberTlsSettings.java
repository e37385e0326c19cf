package org.statusaggregator.node.cluster.tls;

import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

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
}
