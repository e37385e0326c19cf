package org.statusaggregator.core.client;

import io.grpc.Attributes;
import io.grpc.ClientTransportFilter;
import io.grpc.Grpc;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Tells which certificates a node has shown, its own first, each time that a channel has connected to it. */
final class ShownCertificates extends ClientTransportFilter {
    private final Consumer<List<X509Certificate>> seen;

    ShownCertificates(Consumer<List<X509Certificate>> seen) {
        this.seen = seen;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        seen.accept(certificates(attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
        return attributes;
    }

    private static List<X509Certificate> certificates(@Nullable SSLSession session) {
        if (session == null) {
            return List.of(); // no TLS, as between the parts of a test
        }
        try {
            return Stream.of(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("a node without certificate passed the handshake", e);
        }
    }
}
