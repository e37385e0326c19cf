package org.statusaggregator.core.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.statusaggregator.core.tls.KeyRing;

/** Nodes whose certificates the ring's material trusts: when they connect, and for as long as they are connected. */
final class TlsNodes implements Nodes {
    private final KeyRing ring;
    private final InstantSource clock;
    private final NettyLoop loop;
    private final SslContext tls;

    /**
     * Nodes to be reached on this loop.
     *
     * @throws IllegalArgumentException if the key material cannot be used for TLS
     */
    TlsNodes(KeyRing ring, InstantSource clock, NettyLoop loop) {
        this.ring = ring;
        this.clock = clock;
        this.loop = loop;
        this.tls = Channels.tls(ring);
    }

    @Override
    public ManagedChannel open(Host host, Consumer<List<X509Certificate>> shown) {
        return loop.serve(Channels.builder(host, tls))
                .addTransportFilter(new ShownCertificates(shown))
                .build();
    }

    @Override
    public String problem(List<X509Certificate> shown) {
        try {
            if (!shown.isEmpty()) {
                ring.material().trust().check(shown, clock.instant());
            }
            return "";
        } catch (CertificateException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
