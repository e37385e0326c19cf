package org.statusaggregator.core.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslSessionContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.PeerRule;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.tls.SslContexts;

/** gRPC channels to aggregator nodes: mutual TLS 1.3, the node's certificate checked for its role and against
 * the host name that was asked for. */
public final class Channels {
    private static final Logger LOG = LogManager.getLogger(Channels.class);
    /** The most bytes in one message of a node. */
    private static final int MAX_MESSAGE = 16 << 20;

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final int KEEP_ALIVE_TIMEOUT_SECONDS = 5;

    private Channels() {}

    /**
     * A channel to one node. It connects at the first call; the caller shuts it down. Answers are delivered on gRPC's own threads: who uses an
     * asynchronous stub must not block there.
     *
     * @throws IllegalArgumentException if the key material cannot be used for TLS
     */
    public static ManagedChannel open(Host host, KeyMaterial material) {
        return open(host, KeyRing.fixed(material));
    }

    /**
     * The same with certificates that may be renewed while the channel is open: they count from the next connection on.
     *
     * @throws IllegalArgumentException if the key material cannot be used for TLS
     */
    public static ManagedChannel open(Host host, KeyRing ring) {
        return builder(host, tls(ring)).build();
    }

    static NettyChannelBuilder builder(Host host, SslContext tls) {
        return NettyChannelBuilder.forAddress(host.name(), host.port())
                .sslContext(tls)
                .directExecutor()
                .disableRetry()
                .disableServiceConfigLookUp()
                .maxInboundMessageSize(MAX_MESSAGE)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .idleTimeout(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    static SslContext tls(KeyRing ring) {
        boolean nativeTls = OpenSsl.isAvailable();
        if (!nativeTls) {
            LOG.info("TLS by the JDK: native TLS is not available here ({})", OpenSsl.unavailabilityCause());
        }
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .keyManager(SslContexts.keys(ring))
                    .trustManager(SslContexts.trust(ring, PeerRule.roles(Role.MEMBER)))
                    .protocols("TLSv1.3");
            SslContext context = GrpcSslContexts.configure(builder, nativeTls ? SslProvider.OPENSSL : SslProvider.JDK)
                    .build();
            neverResume(context.sessionContext());
            return context;
        } catch (SSLException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "key material of " + ring.material().certificate().getSubjectX500Principal()
                            + " cannot be used for TLS (expected: key, certificate and CA as certs generate makes them): "
                            + e.getMessage(),
                    e);
        }
    }

    /** A session is resumed without a look at certificates: the client would talk to a node whose certificate has been revoked meanwhile. */
    private static void neverResume(SSLSessionContext sessions) {
        if (sessions instanceof OpenSslSessionContext openSsl) {
            openSsl.setSessionCacheEnabled(false);
        } else {
            sessions.setSessionTimeout(1); // the shortest that the JDK knows, in seconds
        }
    }
}
