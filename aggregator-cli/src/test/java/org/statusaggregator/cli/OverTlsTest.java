package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.cli.connection.TlsConnector;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.ClusterState;
import org.statusaggregator.v1.Status;

/** Commands against a node on a port, with certificates. */
class OverTlsTest {
    private static final Clock CLOCK = Clock.systemUTC();

    private final TestCli cli = new TestCli();
    private final CertificateAuthority authority;

    private Path temp;
    private FakeNode node;

    OverTlsTest() throws GeneralSecurityException {
        authority = CertificateAuthority.create("Test", CLOCK);
    }

    @BeforeEach
    void aNode(@TempDir Path folder) throws IOException, GeneralSecurityException {
        temp = folder;
        issue(authority, CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost(), "sa1");
        issue(authority, CertificateProfile.of(Role.ADMIN, "ann"), "ann");
        node = new FakeNode(Grpc.newServerBuilderForPort(
                0,
                TlsServerCredentials.newBuilder()
                        .keyManager(
                                temp.resolve("sa1")
                                        .resolve(KeyMaterial.CERTIFICATE_FILE)
                                        .toFile(),
                                temp.resolve("sa1")
                                        .resolve(KeyMaterial.KEY_FILE)
                                        .toFile())
                        .trustManager(
                                temp.resolve("sa1").resolve(KeyMaterial.CA_FILE).toFile())
                        .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                        .build()));
        node.cluster = Cluster.newBuilder().setState(ClusterState.HEALTHY).build();
        cli.variables.put("AGGREGATOR_HOSTS", "localhost:" + node.port());
        cli.variables.put("AGGREGATOR_CERTS", temp.resolve("ann").toString());
    }

    @AfterEach
    void stop() {
        node.close();
        cli.close();
    }

    @Test
    void anAdminIsAnswered() {
        Result result = run("cluster", "status");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void aDeadPortBeforeALiveOneIsSkipped() throws IOException {
        Result result = run(
                "cluster", "status", "--verbose", "--hosts", "localhost:" + closedPort() + ";localhost:" + node.port());
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("skipped: nothing answers there");
    }

    @Test
    void aDeadPortAloneIsUnreachable() throws IOException {
        int port = closedPort();
        Result result = run("cluster", "status", "--hosts", "localhost:" + port);
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .isEqualTo(
                        "aggregator cluster status: no node answered: localhost:" + port + ": nothing answers there\n");
    }

    @Test
    void anUnknownHostNameIsUnreachableAndNamed() {
        Result result = run("cluster", "status", "--hosts", "no-such-host");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("no-such-host: the host name is not known here");
    }

    @Test
    void aHostListWithAddressesOrQualifiedNamesIsAUsageErrorThatSaysWhy() {
        assertThat(run("cluster", "status", "--hosts", "sa1.example.com").err())
                .contains("--hosts: ", "fully qualified name", "\"sa1\"");
        assertThat(run("cluster", "status", "--hosts", "10.0.0.1").code()).isEqualTo(2);
        assertThat(run("cluster", "status", "--hosts", " ; ").code()).isEqualTo(2);
    }

    @Test
    void aNodeOfAnotherCaIsRefused() throws IOException, GeneralSecurityException {
        issue(CertificateAuthority.create("Other", CLOCK), CertificateProfile.of(Role.ADMIN, "eve"), "eve");
        Result result = run("cluster", "status", "--certs", temp.resolve("eve").toString());
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).contains("no trust between this certificate and the node's");
    }

    @Test
    void anExpiredCertificateIsRefusedBeforeAnythingIsSent() throws IOException, GeneralSecurityException {
        CertificateAuthority longAgo = authority.at(Clock.offset(CLOCK, Duration.ofDays(-2000)));
        issue(longAgo, CertificateProfile.of(Role.ADMIN, "old"), "old");
        Result result = run("cluster", "status", "--certs", temp.resolve("old").toString());
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).contains("certificate.pem expired at");
    }

    @Test
    void aKeyThatOthersMayReadIsAUsageError() throws IOException {
        java.nio.file.Files.setPosixFilePermissions(
                temp.resolve("ann").resolve(KeyMaterial.KEY_FILE), PosixFilePermissions.fromString("rw-r--r--"));
        Result result = run("cluster", "status");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("(expected: rw------- or stricter");
    }

    @Test
    void aWatchGoesThroughTheClientLibrary() {
        Status away = Status.newBuilder()
                .setCicServer("cic1")
                .setUserId("ann")
                .setEmail("ann@example.com")
                .setStatusKey("Away")
                .setEpoch(1)
                .setSequence(1)
                .build();
        node.statuses.add(away);
        CompletableFuture<Result> watch = CompletableFuture.supplyAsync(
                () -> run("users", "watch", "ann@example.com", "--until", "Available", "--for", "20s", "-o", "json"));
        Awaitility.await().until(() -> !node.watchers.isEmpty());
        node.publish(away.toBuilder().setStatusKey("Available").setSequence(2).build());
        Result result = watch.join();
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(Json.object(result.out())).containsEntry("statusKey", "Available");
    }

    private Result run(String... arguments) {
        return cli.run(new TlsConnector(CLOCK), arguments);
    }

    private void issue(CertificateAuthority by, CertificateProfile profile, String folder)
            throws IOException, GeneralSecurityException {
        new ServerBundle(by.issue(profile)).write(temp.resolve(folder), IfExists.REFUSE);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
