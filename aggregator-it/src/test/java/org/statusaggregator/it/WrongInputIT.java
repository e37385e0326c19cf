package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.client.Channels;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.GetClusterRequest;
import org.statusaggregator.v1.GetStatusesRequest;
import org.statusaggregator.v1.GetStatusesResponse;
import org.statusaggregator.v1.ItemError;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.StatusServiceGrpc.StatusServiceBlockingStub;

/** Every kind of wrong input gets its own sentence, with the name, the value and what was expected. */
class WrongInputIT {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2);

    private final List<ManagedChannel> channels = new ArrayList<>();
    private StatusServiceBlockingStub cic = StatusServiceGrpc.newBlockingStub(channel(0, Role.CIC, "cic1"));
    private Session session = Session.getDefaultInstance();

    @BeforeEach
    void openSession() {
        cic = cic.withDeadlineAfter(60, TimeUnit.SECONDS);
        session = cic.openSession(OpenSessionRequest.newBuilder().setApiLevel(1).build());
    }

    @AfterEach
    void closeChannels() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    @Test
    void aUserWithoutEmailIsRefusedAndNoLongerShownAndTheRestOfTheBatchApplied() {
        assertThat(publish(1, user("ann", "Available"), user("ben", "Available"))
                        .getErrorsList())
                .isEmpty();

        PublishStatusesResponse answer =
                publish(2, user("ann", "Lunch").toBuilder().clearEmail().build(), user("ben", "Lunch"));

        assertThat(answer.getErrorsList())
                .containsExactly(ItemError.newBuilder()
                        .setIndex(0)
                        .setUserId("ann")
                        .setReason("EMAIL_MISSING")
                        .setMessage("email: \"\" (expected: an e-mail address; a user without one has no status)")
                        .build());
        await("both at the other node").atMost(TestCluster.PATIENCE).untilAsserted(() -> {
            GetStatusesResponse held = StatusServiceGrpc.newBlockingStub(channel(1, Role.CIC, "cic2"))
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .getStatuses(GetStatusesRequest.newBuilder()
                            .addEmails("ann@example.com")
                            .addEmails("ben@example.com")
                            .build());
            assertThat(held.getUnknownEmailsList()).containsExactly("ann@example.com");
            assertThat(held.getStatusesList()).extracting(Status::getStatusKey).containsExactly("Lunch");
        });
    }

    @Test
    void aLogonServerThatIsNotInTheCertificateIsRefused() {
        Status elsewhere =
                user("ann", "Available").toBuilder().setLogonServer("cic2").build();

        assertThat(publish(1, elsewhere, user("ben", "Available")).getErrorsList())
                .containsExactly(ItemError.newBuilder()
                        .setIndex(0)
                        .setUserId("ann")
                        .setReason("LOGON_SERVER_UNKNOWN")
                        .setMessage(
                                "logon_server: \"cic2\" (expected: empty or one of the names in the certificate: [cic1])")
                        .build());
    }

    @Test
    void aBatchThatIsTooLargeIsRefusedWithSizeAndLimit() {
        Status[] statuses = IntStream.rangeClosed(0, session.getMaxBatchSize())
                .mapToObj(i -> user("u" + i, "Available"))
                .toArray(Status[]::new);

        assertThatThrownBy(() -> publish(1, statuses)).isInstanceOfSatisfying(StatusRuntimeException.class, error -> {
            assertThat(error.getStatus().getDescription())
                    .isEqualTo("batch of 1001 statuses (expected: at most 1000, Session.max_batch_size)");
            assertThat(info(error).getReason()).isEqualTo("BATCH_TOO_LARGE");
            assertThat(info(error).getMetadataMap())
                    .containsEntry("size", "1001")
                    .containsEntry("limit", "1000");
        });
    }

    @Test
    void aCicServersCertificateIsNoAdministrators() {
        var admin =
                AdminServiceGrpc.newBlockingStub(channel(0, Role.CIC, "cic1")).withDeadlineAfter(60, TimeUnit.SECONDS);
        assertThatThrownBy(() -> admin.getCluster(GetClusterRequest.getDefaultInstance()))
                .isInstanceOfSatisfying(StatusRuntimeException.class, error -> {
                    assertThat(error.getStatus().getDescription())
                            .isEqualTo("GetCluster: certificate with role cic (expected: admin)");
                    assertThat(info(error).getReason()).isEqualTo("ROLE");
                });
        Programs.Result result = aggregator(hosts(), certificates(Role.CIC, "cic1"), "cluster", "status");
        assertThat(result.output()).contains("GetCluster: certificate with role cic (expected: admin)");
        assertThat(result.exitCode()).isEqualTo(5);
    }

    @Test
    void anAdministratorsCertificatePublishesNothing() {
        var admin = StatusServiceGrpc.newBlockingStub(channel(0, Role.ADMIN, "admin"))
                .withDeadlineAfter(60, TimeUnit.SECONDS);
        assertThatThrownBy(() -> admin.openSession(
                        OpenSessionRequest.newBuilder().setApiLevel(1).build()))
                .hasMessageContaining("OpenSession: certificate with role admin (expected: cic)");
    }

    @Test
    void aFullyQualifiedNameInTheHostListIsRefusedWithTheNameToUse() {
        Programs.Result result = aggregator("sa1.example.com;sa2", certificates(Role.ADMIN, "admin"), "users", "list");
        assertThat(result.output())
                .contains("\"sa1.example.com\" is a fully qualified name (expected: the bare host name, \"sa1\";");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void anEmptyHostListIsRefused() {
        Programs.Result result = aggregator(" ; ", certificates(Role.ADMIN, "admin"), "users", "list");
        assertThat(result.output())
                .contains("no host (expected: bare host names separated by semicolons, for example sa1;sa2)");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void anExpiredCertificateIsRefusedBeforeAnythingIsSent() {
        Path expired = CLUSTER.certificates().expired(Role.ADMIN, "former");
        Programs.Result result = aggregator(hosts(), expired, "users", "list");
        assertThat(result.output())
                .contains("certificate.pem expired at 20", "(expected: a valid certificate; have a new one made)");
        assertThat(result.exitCode()).isEqualTo(5);
    }

    @Test
    void aConfigurationIsCheckedForAllItsProblemsAtOnce() throws IOException {
        Path file = CLUSTER.folder().resolve("wrong.conf");
        Files.writeString(
                file,
                """
                status-aggregator {
                  node { name = "", colour = red }
                  grpc { port = 70000 }
                  cluster { address = "127.0.0.1", members = ["sa1"] }
                  session { lease-time = 0s, lease-tiem = 5s }
                }
                """);
        Path output = CLUSTER.folder().resolve("check.log");
        Programs.Result result = Programs.run(
                Programs.prepare(
                        List.of(
                                Programs.launcher("aggregator-node").toString(),
                                "--config",
                                file.toString(),
                                "--check"),
                        output),
                output,
                TestCluster.PATIENCE);
        assertThat(result.output())
                .contains(
                        "status-aggregator.node.name: \"\" (expected: the node's name)",
                        "status-aggregator.node.colour: unknown key",
                        "status-aggregator.grpc.port: \"70000\" (expected: 0 to 65535)",
                        "status-aggregator.cluster.members: \"sa1\" (expected: \"host:port\")",
                        "status-aggregator.session.lease-time: \"PT0S\" (expected: PT1S to PT1H)",
                        "status-aggregator.session.lease-tiem: unknown key",
                        "status-aggregator.certificates.directory: \"\" (expected: a folder as certs generate makes it)");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    private static Status user(String name, String key) {
        return Status.newBuilder()
                .setUserId(name)
                .setEmail(name + "@example.com")
                .setStatusKey(key)
                .build();
    }

    /** The first batch is a whole snapshot. */
    private PublishStatusesResponse publish(int batch, Status... statuses) {
        return cic.publishStatuses(PublishStatusesRequest.newBuilder()
                .setSessionId(session.getSessionId())
                .setBatchNumber(batch)
                .addAllStatuses(List.of(statuses))
                .setFirstPart(batch == 1)
                .setLastPart(batch == 1)
                .build());
    }

    private static ErrorInfo info(StatusRuntimeException error) {
        try {
            for (Any detail :
                    Objects.requireNonNull(StatusProto.fromThrowable(error)).getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return detail.unpack(ErrorInfo.class);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no ErrorInfo in " + error);
    }

    private ManagedChannel channel(int node, Role role, String name) {
        ManagedChannel channel =
                Channels.open(CLUSTER.node(node).host(), CLUSTER.certificates().material(role, name));
        channels.add(channel);
        return channel;
    }

    private static String hosts() {
        return CLUSTER.hostsFrom(0).toString();
    }

    private static Path certificates(Role role, String name) {
        return CLUSTER.certificates().folder(role, name);
    }

    private static Programs.Result aggregator(String hosts, Path certificates, String... command) {
        return Programs.aggregator(
                CLUSTER.folder().resolve("aggregator.log"),
                Stream.concat(Stream.of(command), Stream.of("--hosts", hosts, "--certs", certificates.toString()))
                        .toList());
    }
}
