package org.statusaggregator.node.grpc;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.PeerRule;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.tls.SslContexts;

/** What lies below gRPC: event loops, TLS, and what a connection may do at most. */
final class Transport implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Transport.class);
    /** Bytes of one message, unpacked. */
    private static final int MAX_MESSAGE = 8 << 20;

    private static final int MAX_HEADERS = 16 << 10;
    private static final long HANDSHAKE_SECONDS = 10;
    /** Calls at a time on one connection. A CIC server needs three; more wait at the client. */
    static final int MAX_CALLS = 100;
    /** Calls that a connection may begin and take back within {@link #RESET_SECONDS}: "rapid reset" makes thousands a second. */
    static final int MAX_RESETS = 300;

    static final int RESET_SECONDS = 10;
    private static final long QUIET_MILLIS = 0;
    private static final long PATIENCE_MILLIS = 2_000;

    private final Arrivals arrivals = new Arrivals();
    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup boss = loops(1, "grpc-accept");
    /**
     * Half as many as processors. With fewer, a change wakes fewer of them: the messages of several watchers go out in one turn. Partitions and the view need
     * the rest of the processors.
     */
    private final EventLoopGroup workers =
            loops(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), "grpc");

    Arrivals arrivals() {
        return arrivals;
    }

    private EventLoopGroup loops(int threads, String name) {
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), io);
    }

    private ServerChannel listening() {
        ServerChannel channel = epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
        channel.pipeline().addFirst(arrivals.acceptor());
        return channel;
    }

    /**
     * A server with these limits.
     *
     * @throws GeneralSecurityException if the ring's certificates cannot be used for TLS
     */
    NettyServerBuilder builder(InetSocketAddress address, KeyRing ring) throws GeneralSecurityException {
        return NettyServerBuilder.forAddress(address)
                .channelFactory(this::listening)
                .bossEventLoopGroup(boss)
                .workerEventLoopGroup(workers)
                .sslContext(tls(ring))
                .directExecutor()
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(MAX_MESSAGE)
                .maxInboundMetadataSize(MAX_HEADERS)
                .maxConcurrentCallsPerConnection(MAX_CALLS)
                .maxRstFramesPerWindow(MAX_RESETS, RESET_SECONDS)
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(5, TimeUnit.SECONDS)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true);
    }

    private static SslContext tls(KeyRing ring) throws GeneralSecurityException {
        boolean nativeTls = OpenSsl.isAvailable();
        if (!nativeTls) {
            LOG.warn("native TLS is not available on this machine; the slower one of the JDK is used");
        }
        SslContextBuilder builder = SslContextBuilder.forServer(SslContexts.keys(ring))
                .trustManager(SslContexts.trust(ring, PeerRule.roles(Role.values())))
                .clientAuth(ClientAuth.REQUIRE)
                .protocols("TLSv1.3");
        try {
            return GrpcSslContexts.configure(builder, nativeTls ? SslProvider.OPENSSL : SslProvider.JDK)
                    .build();
        } catch (SSLException e) {
            throw new GeneralSecurityException("the certificate cannot be used for TLS: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Future<?> bossEnd = boss.shutdownGracefully(QUIET_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        Future<?> workersEnd = workers.shutdownGracefully(QUIET_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        bossEnd.awaitUninterruptibly(PATIENCE_MILLIS);
        workersEnd.awaitUninterruptibly(PATIENCE_MILLIS);
    }
}
