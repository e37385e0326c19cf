package org.statusaggregator.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import com.hazelcast.core.Hazelcast;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.cluster.ClusterMember;
import org.statusaggregator.node.cluster.MemberSettings;
import org.statusaggregator.node.session.Connections;
import org.statusaggregator.node.session.SessionService;
import org.statusaggregator.node.support.FreePorts;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewThread;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.GetClusterRequest;
import org.statusaggregator.v1.GetStatusesRequest;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.ListStatusesRequest;
import org.statusaggregator.v1.ListStatusesResponse;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.StatusServiceGrpc.StatusServiceBlockingStub;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** The port over real TLS: who gets in, who may call what, and what is answered before, while and after the node serves. */
class GrpcServerTest {
    private static final int MAX_BATCH = 20;

    private static CertificateAuthority ca;
    private static ClusterMember cluster;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final ViewThread loop = new ViewThread();
    private GrpcServer server;

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
        GrpcServer.Parts parts = new GrpcServer.Parts(
                cluster,
                view,
                loop,
                new WatchHub("sa1", view, loop, cluster::isMember),
                sessions,
                new Connections(sessions),
                new ServiceSettings(30_000, 5_000, MAX_BATCH, () -> List.of("sa1", "sa2"), "test"));
        KeyMaterial own = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost());
        server = GrpcServer.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), own, parts);
    }

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
        loop.close();
    }

    private static KeyMaterial certificate(Role role, String name) throws Exception {
        return ca.issue(CertificateProfile.of(role, name));
    }

    private ManagedChannel channel(@Nullable KeyMaterial own, String protocol) throws Exception {
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

    private StatusServiceBlockingStub stub(@Nullable KeyMaterial own) throws Exception {
        return stub(channel(own, "TLSv1.3"));
    }

    private static StatusServiceBlockingStub stub(ManagedChannel channel) {
        return StatusServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    private StatusServiceBlockingStub cic(String name) throws Exception {
        return stub(certificate(Role.CIC, name));
    }

    private static StatusRuntimeException failure(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(StatusRuntimeException.class, call));
    }

    private static String reason(StatusRuntimeException error) throws Exception {
        com.google.rpc.Status details = Objects.requireNonNull(StatusProto.fromThrowable(error));
        return details.getDetails(0).unpack(ErrorInfo.class).getReason();
    }

    private static Session open(StatusServiceBlockingStub stub) {
        return stub.openSession(
                OpenSessionRequest.newBuilder().setApiLevel(1).setClient("test").build());
    }

    private static Status user(String id, String logonServer) {
        return Status.newBuilder()
                .setUserId(id)
                .setEmail(id + "@example.com")
                .setStatusKey("Available")
                .setLogonServer(logonServer)
                .build();
    }

    private void assertNotLetIn(@Nullable KeyMaterial own, String protocol) throws Exception {
        server.serve();
        StatusRuntimeException error = failure(() -> stub(channel(own, protocol))
                .getStatuses(GetStatusesRequest.newBuilder().addEmails("a@b").build()));
        assertThat(error.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(StatusProto.fromThrowable(error).getDetailsCount())
                .as("it was not answered")
                .isZero();
    }

    @Test
    void whoShowsNoCertificateIsNotLetIn() throws Exception {
        assertNotLetIn(null, "TLSv1.3");
    }

    @Test
    void aCertificateOfAnotherCaIsNotLetIn() throws Exception {
        CertificateAuthority other = CertificateAuthority.create("Other", Clock.systemUTC());
        assertNotLetIn(other.issue(CertificateProfile.of(Role.CIC, "cic1")), "TLSv1.3");
    }

    @Test
    void anExpiredCertificateIsNotLetIn() throws Exception {
        InstantSource longAgo = InstantSource.fixed(Instant.now().minus(java.time.Duration.ofDays(800)));
        assertNotLetIn(ca.at(longAgo).issue(CertificateProfile.of(Role.CIC, "cic1")), "TLSv1.3");
    }

    @Test
    void tls12IsNotSpoken() throws Exception {
        assertNotLetIn(certificate(Role.CIC, "cic1"), "TLSv1.2");
    }

    @Test
    void aRoleMakesItsOwnCallsOnly() throws Exception {
        server.serve();
        StatusRuntimeException publish = failure(() -> open(stub(certificate(Role.ADMIN, "ann"))));
        assertThat(publish.getStatus().getCode()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(reason(publish)).isEqualTo("ROLE");
        assertThat(publish)
                .hasMessageContaining("OpenSession")
                .hasMessageContaining("admin")
                .hasMessageContaining("cic");

        ManagedChannel cic = channel(certificate(Role.CIC, "cic1"), "TLSv1.3");
        StatusRuntimeException admin =
                failure(() -> AdminServiceGrpc.newBlockingStub(cic).getCluster(GetClusterRequest.getDefaultInstance()));
        assertThat(reason(admin)).isEqualTo("ROLE");

        StatusServiceBlockingStub member = stub(certificate(Role.MEMBER, "sa2"));
        assertThat(reason(failure(() -> member.listStatuses(ListStatusesRequest.getDefaultInstance()))))
                .isEqualTo("ROLE");
    }

    @Test
    void nothingIsAnsweredBeforeTheNodeServes() throws Exception {
        StatusServiceBlockingStub cic = cic("cic1");
        StatusRuntimeException error = failure(() -> open(cic));
        assertThat(error.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(reason(error)).isEqualTo("NOT_READY");
        assertThat(health()).isEqualTo(ServingStatus.NOT_SERVING);

        server.serve();
        assertThat(open(cic).getCicServer()).isEqualTo("cic1");
        assertThat(health()).isEqualTo(ServingStatus.SERVING);
    }

    private ServingStatus health() throws Exception {
        return HealthGrpc.newBlockingStub(channel(certificate(Role.ADMIN, "ann"), "TLSv1.3"))
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    @Test
    void aDrainingNodeTakesNothingNewAndFinishesWhatRuns() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-draining");
        Session session = open(cic);
        server.drain();

        StatusRuntimeException refused = failure(() -> open(cic));
        assertThat(reason(refused)).isEqualTo("DRAINING");
        StatusRuntimeException watch =
                failure(() -> cic.watch(WatchRequest.getDefaultInstance()).next());
        assertThat(reason(watch)).isEqualTo("DRAINING");
        assertThat(cic.keepSessionAlive(KeepSessionAliveRequest.newBuilder()
                                .setSessionId(session.getSessionId())
                                .build())
                        .getDraining())
                .isTrue();
        PublishStatusesResponse published = cic.publishStatuses(PublishStatusesRequest.newBuilder()
                .setSessionId(session.getSessionId())
                .setBatchNumber(1)
                .addStatuses(user("ann", "cic-draining"))
                .build());
        assertThat(published.getDraining()).isTrue();
        assertThat(published.getSequence()).isEqualTo(1);
        assertThat(health()).isEqualTo(ServingStatus.NOT_SERVING);
    }

    @Test
    void theSessionTellsWhatThePublisherNeeds() throws Exception {
        server.serve();
        Session session = open(stub(certificate(Role.CIC, "pair=hosta,hostb.example.com")));

        assertThat(session.getCicServer()).isEqualTo("pair");
        assertThat(session.getNamesList()).contains("pair", "hosta", "hostb", "hostb.example.com");
        assertThat(session.getMaxBatchSize()).isEqualTo(MAX_BATCH);
        assertThat(session.getHostsList()).containsExactly("sa1", "sa2");
        assertThat(session.getLeaseTime().getSeconds()).isEqualTo(30);
        assertThat(session.getKeepAliveInterval().getSeconds()).isEqualTo(5);
        assertThat(session.getServerVersion()).isEqualTo("test");
    }

    @Test
    void whatIsPublishedIsReadAndWatched() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-whole");
        Session session = open(cic);
        PublishStatusesResponse answer = cic.publishStatuses(PublishStatusesRequest.newBuilder()
                .setSessionId(session.getSessionId())
                .setBatchNumber(1)
                .setFirstPart(true)
                .setLastPart(true)
                .addStatuses(user("ann", "cic-whole"))
                .addStatuses(user("bob", "elsewhere"))
                .addStatuses(user("eve", "cic-whole").toBuilder().clearEmail())
                .build());
        assertThat(answer.getErrorsList())
                .extracting("index", "reason")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "LOGON_SERVER_UNKNOWN"),
                        org.assertj.core.groups.Tuple.tuple(2, "EMAIL_MISSING"));
        assertThat(answer.getCopies()).isEqualTo(1);

        StatusServiceBlockingStub reader = stub(certificate(Role.ADMIN, "ann"));
        GetStatusesRequest question = GetStatusesRequest.newBuilder()
                .addEmails("ANN@example.com")
                .addEmails("no@body")
                .build();
        await().until(() -> reader.getStatuses(question).getStatusesCount() == 1);
        assertThat(reader.getStatuses(question).getUnknownEmailsList()).containsExactly("no@body");

        Iterator<WatchResponse> watch = reader.watch(WatchRequest.newBuilder()
                .setFilter(org.statusaggregator.v1.StatusFilter.newBuilder().addCicServers("cic-whole"))
                .build());
        assertThat(watch.next().hasStarted()).isTrue();
        assertThat(watch.next().hasSnapshotBegin()).isTrue();
        assertThat(watch.next().getStatuses(0).getUserId()).isEqualTo("ann");
        assertThat(watch.next().getCicServer().getCicServer()).isEqualTo("cic-whole");
        assertThat(watch.next().hasSnapshotEnd()).isTrue();
    }

    @Test
    void pagesBringEveryRowOnce() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-pages");
        PublishStatusesRequest.Builder batch = PublishStatusesRequest.newBuilder()
                .setSessionId(open(cic).getSessionId())
                .setBatchNumber(1);
        for (int i = 0; i < 17; i++) {
            batch.addStatuses(user("u" + i, ""));
        }
        cic.publishStatuses(batch.build());
        var filter = org.statusaggregator.v1.StatusFilter.newBuilder().addCicServers("CIC-pages");
        await().until(() -> cic.listStatuses(ListStatusesRequest.newBuilder()
                                .setFilter(filter)
                                .build())
                        .getStatusesCount()
                == 17);
        List<String> users = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            ListStatusesResponse page = cic.listStatuses(ListStatusesRequest.newBuilder()
                    .setFilter(filter)
                    .setPageSize(5)
                    .setPageToken(token)
                    .build());
            page.getStatusesList().forEach(row -> users.add(row.getUserId()));
            token = page.getNextPageToken();
            pages++;
        } while (!token.isEmpty());

        assertThat(pages).isEqualTo(4);
        assertThat(users).hasSize(17).doesNotHaveDuplicates();
    }

    @Test
    void badInputIsAnsweredWithFieldValueAndExpectation() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-bad");
        assertBad("API_LEVEL", () -> cic.openSession(OpenSessionRequest.getDefaultInstance()));
        OpenSessionRequest.Builder open = OpenSessionRequest.newBuilder().setApiLevel(1);
        assertBad(
                "BAD_FIELD", () -> cic.openSession(open.clone().setLastEpoch(-1).build()));
        assertBad(
                "BAD_FIELD",
                () -> cic.openSession(open.clone()
                        .setLeaseTime(Duration.newBuilder().setSeconds(4_000))
                        .build()));
        assertBad(
                "BAD_FIELD",
                () -> cic.openSession(open.clone()
                        .setLeaseTime(Duration.newBuilder().setSeconds(5).setNanos(-5))
                        .build()));
        assertBad(
                "BAD_FIELD",
                () -> cic.openSession(open.clone().setClient("x".repeat(10_000)).build()));
        assertBad(
                "BAD_FIELD",
                () -> cic.openSession(open.clone().setRequestId("not a uuid").build()));
        assertBad("BAD_FIELD", () -> cic.getStatuses(GetStatusesRequest.getDefaultInstance()));
        assertBad(
                "BAD_FIELD",
                () -> cic.listStatuses(
                        ListStatusesRequest.newBuilder().setPageSize(-1).build()));
        assertBad(
                "BAD_FIELD",
                () -> cic.listStatuses(
                        ListStatusesRequest.newBuilder().setPageToken("?").build()));
        assertBad("BAD_RESUME_TOKEN", () -> cic.watch(WatchRequest.newBuilder()
                        .setResumeToken(com.google.protobuf.ByteString.copyFromUtf8("not one of ours"))
                        .build())
                .next());
        assertBad("SESSION_LOST", () -> cic.keepSessionAlive(KeepSessionAliveRequest.getDefaultInstance()));
    }

    @Test
    void aBatchThatIsTooLargeIsRefusedWhole() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-large");
        PublishStatusesRequest.Builder batch = PublishStatusesRequest.newBuilder()
                .setSessionId(open(cic).getSessionId())
                .setBatchNumber(1);
        for (int i = 0; i < MAX_BATCH; i++) {
            batch.addStatuses(user("u" + i, ""));
        }
        batch.addRemovedUserIds("gone");
        StatusRuntimeException error = failure(() -> cic.publishStatuses(batch.build()));
        assertThat(reason(error)).isEqualTo("BATCH_TOO_LARGE");
        assertThat(error).hasMessageContaining("21").hasMessageContaining("20");

        batch.clearRemovedUserIds();
        assertThat(cic.publishStatuses(batch.build()).getSequence()).isEqualTo(MAX_BATCH);
    }

    private static void assertBad(String reason, ThrowingCallable call) throws Exception {
        StatusRuntimeException error = failure(call);
        assertThat(StatusProto.fromThrowable(error).getDetailsCount())
                .as(reason + ": " + error)
                .isPositive();
        assertThat(reason(error)).isEqualTo(reason);
    }

    @Test
    void aBrokenConnectionMarksItsCicServerStale() throws Exception {
        server.serve();
        ManagedChannel dying = channel(certificate(Role.CIC, "cic-dying"), "TLSv1.3");
        open(stub(dying));
        Iterator<WatchResponse> watch = stub(certificate(Role.ADMIN, "ann"))
                .watch(WatchRequest.newBuilder()
                        .setFilter(org.statusaggregator.v1.StatusFilter.newBuilder()
                                .addCicServers("cic-dying"))
                        .build());
        dying.shutdownNow();

        await().until(() -> watch.next().getCicServer().getState().name().equals("STALE"));
    }

    @Test
    void reflectionAnswers() throws Exception {
        server.serve();
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> questions = ServerReflectionGrpc.newStub(
                        channel(certificate(Role.ADMIN, "ann"), "TLSv1.3"))
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse message) {
                        answer.complete(message);
                    }

                    @Override
                    public void onError(Throwable error) {
                        answer.completeExceptionally(error);
                    }

                    @Override
                    public void onCompleted() {
                        // one answer is enough
                    }
                });
        questions.onNext(
                ServerReflectionRequest.newBuilder().setListServices("").build());

        assertThat(answer.get(10, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
                .extracting("name")
                .contains(StatusServiceGrpc.SERVICE_NAME, AdminServiceGrpc.SERVICE_NAME, HealthGrpc.SERVICE_NAME);
        questions.onCompleted();
    }
}
