package org.statusaggregator.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;

class SslContextsTest {
    private static CertificateAuthority ca;
    private static KeyMaterial sa1;
    private static KeyMaterial sa2;

    @BeforeAll
    static void makeCertificates() throws Exception {
        ca = CertificateAuthority.create("Test", Clock.systemUTC());
        sa1 = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1"));
        sa2 = ca.issue(CertificateProfile.of(Role.MEMBER, "sa2"));
    }

    @Test
    void membersOfOneCaMeetInTls13AndKnowEachOther() throws Exception {
        SSLEngine client = client(SslContexts.tls13(sa1));
        SSLEngine server = server(SslContexts.tls13(sa2));

        shakeHands(client, server);

        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(peerOf(client).name()).isEqualTo("sa2");
        assertThat(peerOf(server).name()).isEqualTo("sa1");
    }

    @Test
    void peerOfAnotherCaIsRefusedEitherWay() throws Exception {
        KeyMaterial stranger =
                CertificateAuthority.create("Test", Clock.systemUTC()).issue(CertificateProfile.of(Role.MEMBER, "sa2"));
        KeyMaterial trusting = new KeyMaterial(stranger.key(), stranger.chain(), sa1.authorities());

        assertRefused(SslContexts.tls13(trusting), SslContexts.tls13(sa1), "leads to none of the trusted CAs");
        assertRefused(SslContexts.tls13(sa1), SslContexts.tls13(trusting), "leads to none of the trusted CAs");
    }

    @Test
    void expiredPeerIsRefused() throws Exception {
        InstantSource longAgo = InstantSource.fixed(Clock.systemUTC().instant().minus(Duration.ofDays(3)));
        KeyMaterial expired =
                ca.at(longAgo).issue(CertificateProfile.of(Role.MEMBER, "sa3").validFor(Duration.ofDays(1)));

        assertRefused(SslContexts.tls13(expired), SslContexts.tls13(sa1), " expired on 20");
    }

    @Test
    void adminDoesNotServe() throws Exception {
        KeyMaterial admin = ca.issue(CertificateProfile.of(Role.ADMIN, "sa2"));

        shakeHands(client(SslContexts.tls13(admin)), server(SslContexts.tls13(sa1)));
        assertRefused(SslContexts.tls13(sa1), SslContexts.tls13(admin), "Extended key usage");
    }

    @Test
    void olderProtocolIsRefused() throws Exception {
        SSLEngine client = client(SslContexts.tls13(sa1));
        client.setEnabledProtocols(new String[] {"TLSv1.2"});
        SSLEngine server = server(SslContexts.tls13(sa2));

        assertThatThrownBy(() -> shakeHands(client, server)).isInstanceOf(SSLException.class);
    }

    @Test
    void contextOffersNothingButTls13Engines() throws Exception {
        SSLContext context = SslContexts.tls13(sa1);

        assertThat(context.getDefaultSSLParameters().getProtocols()).containsExactly("TLSv1.3");
        assertThat(context.createSSLEngine("sa2", 5701).getEnabledProtocols()).containsExactly("TLSv1.3");
        assertThatThrownBy(context::getSocketFactory).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(context::getServerSocketFactory).isInstanceOf(UnsupportedOperationException.class);
    }

    private static void assertRefused(SSLContext client, SSLContext server, String reason) {
        assertThatThrownBy(() -> shakeHands(client(client), server(server)))
                .isInstanceOf(SSLException.class)
                .hasStackTraceContaining(reason);
    }

    private static PeerIdentity peerOf(SSLEngine engine) throws Exception {
        return PeerIdentity.of((X509Certificate) engine.getSession().getPeerCertificates()[0]);
    }

    private static SSLEngine client(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        return engine;
    }

    private static SSLEngine server(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return engine;
    }

    /** Carries the bytes of both engines to and fro until neither has anything to say. */
    private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(64 * 1024);
        ByteBuffer toClient = ByteBuffer.allocate(64 * 1024);
        client.beginHandshake();
        server.beginHandshake();
        int turns = 0;
        while (client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                || server.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            turn(client, toClient, toServer);
            turn(server, toServer, toClient);
            if (++turns > 100) {
                throw new SSLException("no end of the handshake");
            }
        }
    }

    private static void turn(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer nothing = ByteBuffer.allocate(64 * 1024);
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> {
                in.flip();
                if (in.hasRemaining()) {
                    engine.unwrap(in, nothing);
                }
                in.compact();
            }
        }
    }
}
