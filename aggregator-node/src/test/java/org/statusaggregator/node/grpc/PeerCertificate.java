package org.statusaggregator.node.grpc;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.PeerRule;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.tls.SslContexts;

/** What a port shows to whoever shakes hands with it. */
final class PeerCertificate {
    private PeerCertificate() {}

    static X509Certificate of(int port, KeyMaterial own) throws Exception {
        KeyRing ring = KeyRing.fixed(own);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(
                new KeyManager[] {SslContexts.keys(ring)},
                new TrustManager[] {SslContexts.trust(ring, PeerRule.roles(Role.MEMBER))},
                null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }
}
