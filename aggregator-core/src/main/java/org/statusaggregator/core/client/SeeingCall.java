package org.statusaggregator.core.client;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A call that tells which certificates its node has shown, when the node answers. */
final class SeeingCall<Q, A> extends SimpleForwardingClientCall<Q, A> {
    private final Consumer<List<X509Certificate>> seen;

    SeeingCall(ClientCall<Q, A> call, Consumer<List<X509Certificate>> seen) {
        super(call);
        this.seen = seen;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
        super.start(
                new SimpleForwardingClientCallListener<>(listener) {
                    @Override
                    public void onHeaders(Metadata received) {
                        seen.accept(certificates(getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
                        super.onHeaders(received);
                    }
                },
                headers);
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
