package org.statusaggregator.node.grpc;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.node.cluster.ClusterMember;
import org.statusaggregator.node.contacts.Contacts;
import org.statusaggregator.node.session.Connections;
import org.statusaggregator.node.session.SessionService;
import org.statusaggregator.node.storage.StorageHealth;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;
import org.statusaggregator.node.watch.WatchHub;

/** The port that CIC servers and administrators call: gRPC over mutual TLS 1.3. */
public final class GrpcServer implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(GrpcServer.class);
    private static final int MAX_MESSAGE = 8 << 20;
    private static final int MAX_HEADERS = 16 << 10;
    private static final long HANDSHAKE_SECONDS = 10;
    private static final long STOP_SECONDS = 2;

    private final Server server;
    private final AtomicReference<Readiness> readiness;
    private final HealthStatusManager health;

    private GrpcServer(Server server, AtomicReference<Readiness> readiness, HealthStatusManager health) {
        this.server = server;
        this.readiness = readiness;
        this.health = health;
    }

    /** What the services need of the node. */
    public record Parts(
            ClusterMember cluster,
            StatusView view,
            ViewLoop loop,
            WatchHub hub,
            SessionService sessions,
            Connections connections,
            Contacts contacts,
            Supplier<StorageHealth> storage,
            ServiceSettings settings) {}

    /**
     * Starts to listen; calls are answered NOT_READY until {@link #serve}.
     *
     * @throws IOException if the address is taken, or the certificate unusable
     */
    public static GrpcServer listen(InetSocketAddress address, KeyMaterial material, Parts parts) throws IOException {
        AtomicReference<Readiness> readiness = new AtomicReference<>(Readiness.STARTING);
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus("", ServingStatus.NOT_SERVING);
        Gate gate = new Gate(readiness::get, parts.connections()::broken);
        ContactCalls contacts = new ContactCalls(parts.contacts().directory());
        StatusGrpcService status = new StatusGrpcService(
                new PublishCalls(parts.sessions(), parts.connections(), parts.settings(), readiness::get),
                new ReadCalls(parts.view(), parts.loop(), parts.hub(), contacts::members),
                contacts);
        AdminGrpcService admin = new AdminGrpcService(parts);
        Server server = NettyServerBuilder.forAddress(address)
                .sslContext(tls(material))
                .directExecutor()
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(MAX_MESSAGE)
                .maxInboundMetadataSize(MAX_HEADERS)
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(5, TimeUnit.SECONDS)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addTransportFilter(gate)
                .intercept(gate)
                .addService(status.definition())
                .addService(admin)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .build()
                .start();
        return new GrpcServer(server, readiness, health);
    }

    private static SslContext tls(KeyMaterial material) throws SSLException {
        boolean nativeTls = OpenSsl.isAvailable();
        if (!nativeTls) {
            LOG.warn("native TLS is not available on this machine; the slower one of the JDK is used");
        }
        SslContextBuilder builder = SslContextBuilder.forServer(material.key(), material.chain())
                .trustManager(material.authorities())
                .clientAuth(ClientAuth.REQUIRE)
                .protocols("TLSv1.3");
        return GrpcSslContexts.configure(builder, nativeTls ? SslProvider.OPENSSL : SslProvider.JDK)
                .build();
    }

    /** The port. */
    public int port() {
        return server.getPort();
    }

    /** From now on, calls are answered. */
    public void serve() {
        readiness.set(Readiness.READY);
        health.setStatus("", ServingStatus.SERVING);
    }

    /** From now on, clients are sent elsewhere. */
    public void drain() {
        readiness.set(Readiness.DRAINING);
        health.enterTerminalState();
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
