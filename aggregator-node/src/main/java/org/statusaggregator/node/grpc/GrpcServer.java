package org.statusaggregator.node.grpc;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.node.cluster.ClusterMember;
import org.statusaggregator.node.contacts.Contacts;
import org.statusaggregator.node.limits.Limits;
import org.statusaggregator.node.limits.Places;
import org.statusaggregator.node.session.Connections;
import org.statusaggregator.node.session.SessionService;
import org.statusaggregator.node.storage.StorageHealth;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;
import org.statusaggregator.node.watch.WatchHub;

/** The port that CIC servers and administrators call: gRPC over mutual TLS 1.3. */
public final class GrpcServer implements AutoCloseable {
    private static final long STOP_SECONDS = 2;

    private final Server server;
    private final AtomicReference<Readiness> readiness;
    private final HealthStatusManager health;
    private final Transport transport;
    private final PeerWatch peers;

    private GrpcServer(
            Server server,
            AtomicReference<Readiness> readiness,
            HealthStatusManager health,
            Transport transport,
            PeerWatch peers) {
        this.server = server;
        this.readiness = readiness;
        this.health = health;
        this.transport = transport;
        this.peers = peers;
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
     * @throws IOException if the address is taken
     * @throws GeneralSecurityException if the certificate is unusable
     */
    public static GrpcServer listen(InetSocketAddress address, KeyRing ring, Parts parts)
            throws IOException, GeneralSecurityException {
        AtomicReference<Readiness> readiness = new AtomicReference<>(Readiness.STARTING);
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus("", ServingStatus.NOT_SERVING);
        Transport transport = new Transport();
        PeerWatch peers = new PeerWatch(ring, Clock.systemUTC(), transport.arrivals());
        Gate gate = new Gate(readiness::get, parts.connections()::broken, peers);
        Limits limits = parts.settings().limits();
        Places places = new Places(limits.watchesPerCertificate(), limits.watches());
        ContactCalls contacts = new ContactCalls(parts.contacts().directory());
        StatusGrpcService status = new StatusGrpcService(
                new PublishCalls(parts.sessions(), parts.connections(), parts.settings(), readiness::get),
                new ReadCalls(parts.view(), parts.loop(), parts.hub(), places, contacts::members),
                contacts);
        AdminGrpcService admin = new AdminGrpcService(parts, new CertificateReport(ring));
        Server server = transport
                .builder(address, ring)
                .addTransportFilter(gate)
                .intercept(gate)
                .addService(status.definition())
                .addService(admin)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .build()
                .start();
        return new GrpcServer(server, readiness, health, transport, peers);
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
        peers.close();
        transport.close();
    }
}
