package org.statusaggregator.node.web.http;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.CookieCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What is spoken on a connection: TLS, and in it HTTP/2, or HTTP/1.1 with who knows no better. Browsers open six HTTP/1.1 connections to a host at most, for all tabs
 * together, and each page keeps a stream open; over HTTP/2 they all share one connection.
 */
final class Protocols {
    /** Longest request line and headers together: a resume token of a hundred CIC servers fits. */
    private static final int HEADER_BYTES = 16 * 1024;
    /** Calls at the same time on one connection of HTTP/2: many tabs of one browser. */
    private static final int MOST_CALLS = 128;
    /** What a peer may send before it is read, on one call of HTTP/2 and on all of a connection: bodies are small. */
    private static final int RECEIVE_BYTES = 64 * 1024;

    private static final int RECEIVE_BYTES_OF_ALL = 256 * 1024;

    private Protocols() {}

    static ConnectionFactory[] of(HttpsSettings settings, RefusedPeers refused) {
        HttpConfiguration http = http();
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(MOST_CALLS);
        http2.setInitialStreamRecvWindow(RECEIVE_BYTES);
        http2.setInitialSessionRecvWindow(RECEIVE_BYTES_OF_ALL);
        ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
        choice.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        SslConnectionFactory tls = new SslConnectionFactory(tls(settings), choice.getProtocol());
        tls.addBean(refused);
        return new ConnectionFactory[] {tls, choice, http2, http1};
    }

    private static SslContextFactory.Server tls(HttpsSettings settings) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(settings.tls());
        tls.setWantClientAuth(true);
        // Windows Server 2019 and older speak TLS 1.2 only; of its ciphers those with forward secrecy and authenticated
        // encryption
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        tls.setIncludeCipherSuites("TLS_(AES|CHACHA20).*", "TLS_ECDHE_.*_(GCM|POLY1305)_.*");
        tls.setRenegotiationAllowed(false);
        tls.setSniRequired(false);
        return tls;
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setRequestCookieCompliance(CookieCompliance.RFC6265);
        http.addCustomizer(new SecureRequestCustomizer(false));
        return http;
    }
}
