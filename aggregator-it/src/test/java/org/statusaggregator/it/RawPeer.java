package org.statusaggregator.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.SslContexts;

/** Somebody who knocks at a port with whatever certificate, and trusts everybody. */
final class RawPeer {
    private static final int PATIENCE_MILLIS = 60_000;

    private RawPeer() {}

    /** The ports at which clients must show who they are, and what is said there first. */
    enum Port {
        /** HTTP/2's preface, and empty settings. */
        GRPC("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", "h2"),
        /** Hazelcast's member protocol. */
        MEMBER("HZC", "");

        private final String greeting;
        private final String protocol;

        Port(String greeting, String protocol) {
            this.greeting = greeting;
            this.protocol = protocol;
        }

        byte[] greeting() {
            return greeting.getBytes(StandardCharsets.ISO_8859_1);
        }

        /** For the extension that negotiates protocols. */
        String[] protocols() {
            return protocol.isEmpty() ? new String[0] : new String[] {protocol};
        }
    }

    /**
     * What became of a visit.
     *
     * @param address from where, as the audit log writes it
     * @param answer "let in" if the server spoke its protocol, else how the connection ended
     */
    record Visit(String address, String answer) {
        static final String LET_IN = "let in";
    }

    /** Knocks, greets and waits for the first word. */
    static Visit visit(Port kind, int port, @Nullable KeyMaterial shown, String protocol)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys =
                shown == null ? new KeyManager[0] : new KeyManager[] {SslContexts.keys(KeyRing.fixed(shown))};
        context.init(keys, new TrustManager[] {new Gullible()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setEnabledProtocols(new String[] {protocol});
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(kind.protocols());
            socket.setSSLParameters(parameters);
            return new Visit("127.0.0.1:" + socket.getLocalPort(), talk(socket, kind.greeting()));
        }
    }

    private static String talk(SSLSocket socket, byte[] greeting) throws IOException {
        try {
            socket.getOutputStream().write(greeting);
            return socket.getInputStream().read() < 0 ? "closed" : Visit.LET_IN;
        } catch (SSLException | SocketException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static final class Gullible implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("a client only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Whoever it is: what is tested is the other side.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
