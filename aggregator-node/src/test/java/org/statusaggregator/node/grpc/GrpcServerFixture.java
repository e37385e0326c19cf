package org.statusaggregator.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import com.hazelcast.core.Hazelcast;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.protobuf.StatusProto;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.cluster.ClusterMember;
import org.statusaggregator.node.cluster.MemberSettings;
import org.statusaggregator.node.contacts.ContactArchive;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.Contacts;
import org.statusaggregator.node.limits.Limits;
import org.statusaggregator.node.session.Connections;
import org.statusaggregator.node.session.SessionService;
import org.statusaggregator.node.storage.StorageHealth;
import org.statusaggregator.node.support.FreePorts;
import org.statusaggregator.node.support.TestDirectory;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewThread;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.v1.GetStatusesRequest;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.StatusServiceGrpc.StatusServiceBlockingStub;

/** A server on real sockets over mutual TLS, on a cluster of one member. */
abstract class GrpcServerFixture {
    static final int MAX_BATCH = 20;

    static CertificateAuthority ca;
    static ClusterMember cluster;

    final List<ManagedChannel> channels = new ArrayList<>();
    final ViewThread loop = new ViewThread();
    volatile StorageHealth disk = StorageHealth.OFF;
    final ViewThread contactLoop = new ViewThread("contacts");
    final TestDirectory directory = new TestDirectory();
    Contacts contacts;
    GrpcServer server;

    /** What one peer may take. */
    Limits limits() {
        return new Limits(100_000, 100, 1_000, 16);
    }

    @BeforeAll
    static void join() throws Exception {
        ca = CertificateAuthority.create("Test", Clock.systemUTC());
        int port = FreePorts.next();
        MemberSettings settings = new MemberSettings(
                "grpc",
                "sa1",
                "sa1",
                "test",
                "127.0.0.1",
                port,
                List.of("127.0.0.1:" + port),
                java.time.Duration.ofSeconds(8));
        cluster = ClusterMember.join(settings, Hazelcast::newHazelcastInstance);
    }

    @AfterAll
    static void leave() {
        cluster.close();
    }

    @BeforeEach
    void listen() throws Exception {
        StatusView view = new StatusView(cluster.rosters(), loop);
        SessionService sessions = new SessionService("sa1", cluster.rosters(), InstantSource.system());
        contacts = new Contacts(
                contactLists(),
                java.time.Duration.ZERO,
                new Contacts.Parts(
                        "sa1",
                        cluster.contacts(),
                        ContactArchive.NONE,
                        directory,
                        view,
                        loop,
                        contactLoop,
                        () -> true,
                        InstantSource.system()));
        WatchHub hub = new WatchHub("sa1", view, loop, cluster::isMember, 16);
        contacts.onChange(hub::contactListChanged);
        GrpcServer.Parts parts = new GrpcServer.Parts(
                cluster,
                view,
                loop,
                hub,
                sessions,
                new Connections(sessions),
                contacts,
                () -> disk,
                new ServiceSettings(30_000, 5_000, MAX_BATCH, () -> List.of("sa1", "sa2"), "test", limits()));
        KeyMaterial own = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost());
        server = GrpcServer.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ring(own), parts);
    }

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
        contacts.close();
        contactLoop.close();
        loop.close();
    }

    /** What the server shows and whom it trusts; its own certificate and the CA unless a test says otherwise. */
    KeyRing ring(KeyMaterial own) throws Exception {
        return KeyRing.fixed(own);
    }

    /** The contact lists that the node has; none unless a test says so. */
    List<ContactListSource> contactLists() {
        return List.of();
    }

    static KeyMaterial certificate(Role role, String name) throws Exception {
        return ca.issue(CertificateProfile.of(role, name));
    }

    ManagedChannel channel(@Nullable KeyMaterial own, String protocol) throws Exception {
        SslContextBuilder tls =
                GrpcSslContexts.forClient().trustManager(ca.certificate()).protocols(protocol);
        if (own != null) {
            tls.keyManager(own.key(), own.chain());
        }
        ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", server.port())
                .sslContext(tls.build())
                .build();
        channels.add(channel);
        return channel;
    }

    StatusServiceBlockingStub stub(@Nullable KeyMaterial own) throws Exception {
        return stub(channel(own, "TLSv1.3"));
    }

    static StatusServiceBlockingStub stub(ManagedChannel channel) {
        return StatusServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    StatusServiceBlockingStub cic(String name) throws Exception {
        return stub(certificate(Role.CIC, name));
    }

    static StatusRuntimeException failure(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(StatusRuntimeException.class, call));
    }

    static String reason(StatusRuntimeException error) throws Exception {
        com.google.rpc.Status details = Objects.requireNonNull(StatusProto.fromThrowable(error));
        return details.getDetails(0).unpack(ErrorInfo.class).getReason();
    }

    static Session open(StatusServiceBlockingStub stub) {
        return stub.openSession(
                OpenSessionRequest.newBuilder().setApiLevel(1).setClient("test").build());
    }

    static Status user(String id, String logonServer) {
        return Status.newBuilder()
                .setUserId(id)
                .setEmail(id + "@example.com")
                .setStatusKey("Available")
                .setLogonServer(logonServer)
                .build();
    }

    void assertNotLetIn(@Nullable KeyMaterial own, String protocol) throws Exception {
        server.serve();
        StatusRuntimeException error = failure(() -> stub(channel(own, protocol))
                .getStatuses(GetStatusesRequest.newBuilder().addEmails("a@b").build()));
        assertThat(error.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(StatusProto.fromThrowable(error).getDetailsCount())
                .as("it was not answered")
                .isZero();
    }
}
