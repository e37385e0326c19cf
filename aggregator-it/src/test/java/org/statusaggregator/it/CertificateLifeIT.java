package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.Cluster;

/** Certificates are renewed, revoked and replaced while the nodes run and CIC servers publish and watch. */
class CertificateLifeIT {
    /** How often everything is renewed under load; more in long runs. */
    private static final int ROTATIONS = Integer.getInteger("it.rotations", 3);

    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2);

    /** Who has certificates that are renewed. */
    private static final List<Map.Entry<Role, String>> HOLDERS = List.of(
            Map.entry(Role.MEMBER, "sa1"),
            Map.entry(Role.MEMBER, "sa2"),
            Map.entry(Role.CIC, "cic1"),
            Map.entry(Role.CIC, "cic2"),
            Map.entry(Role.ADMIN, "admin"));

    /** Each rotation: a new CA that all trust beside the earlier ones, a certificate by it for everybody, and a list of what it has revoked. */
    @Test
    void rotatingLeafCaAndCrlUnderLoadDropsNoStreamAndLosesNoChange() throws Exception {
        try (KeyRing ring1 = ring("cic1");
                KeyRing ring2 = ring("cic2");
                NumberedPublisher cic1 = publisher("cic1", 0, ring1);
                NumberedPublisher cic2 = publisher("cic2", 1, ring2)) {
            cic1.begin();
            cic2.begin();
            for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
                rotate("stranger" + rotation);
                awaitRotation(rotation, ring1, ring2);
                long before = cic1.changes();
                await().atMost(TestCluster.PATIENCE).until(() -> cic1.changes() > before);
            }
            for (NumberedPublisher cic : List.of(cic1, cic2)) {
                assertThat(cic.watch().nodes()).as("streams of " + cic.name()).hasSize(1);
            }
            retireEarlierCas();
            for (NumberedPublisher cic : List.of(cic1, cic2)) {
                await("the connection of " + cic.name() + ", which the first CA vouched for, is made anew")
                        .atMost(TestCluster.PATIENCE)
                        .until(() -> cic.watch().nodes().size() > 1);
            }
            cic1.stop().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
            cic2.stop().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
            for (NumberedPublisher cic : List.of(cic1, cic2)) {
                await().atMost(TestCluster.PATIENCE)
                        .untilAsserted(() -> assertThat(cic.watch().numbers())
                                .containsAllEntriesOf(cic1.acknowledged())
                                .containsAllEntriesOf(cic2.acknowledged()));
                assertThat(cic.watch().interruptions()).isEqualTo("1 snapshots, 0 resyncs");
                assertThat(cic.watch().stepsBack()).isEmpty();
                assertThat(cic.epoch()).as("sessions of " + cic.name()).isEqualTo(1);
            }
            CLUSTER.awaitHealthy();
            System.out.println(ROTATIONS + " rotations: " + (cic1.changes() + cic2.changes())
                    + " changes acknowledged, none lost; longest silence of a publisher "
                    + Math.max(cic1.longestSilenceMillis(), cic2.longestSilenceMillis()) + " ms");
        }
    }

    private static void rotate(String stranger) {
        TestCertificates certificates = CLUSTER.certificates();
        certificates.rollOver();
        HOLDERS.forEach(holder -> certificates.trust(holder.getKey(), holder.getValue(), true));
        HOLDERS.forEach(holder -> certificates.renew(holder.getKey(), holder.getValue()));
        certificates.revokeStranger(stranger);
        HOLDERS.forEach(holder -> certificates.publishRevoked(holder.getKey(), holder.getValue()));
    }

    private static void retireEarlierCas() {
        HOLDERS.forEach(holder -> CLUSTER.certificates().trust(holder.getKey(), holder.getValue(), false));
    }

    private static KeyRing ring(String cic) throws Exception {
        return KeyRing.open(CLUSTER.certificates().folder(Role.CIC, cic), KeyRing.Check.NONE);
    }

    private static NumberedPublisher publisher(String name, int firstNode, KeyRing ring) {
        return new NumberedPublisher(AggregatorClient.builder(CLUSTER.hostsFrom(firstNode), ring), name, 1, 50);
    }

    private static void awaitRotation(int rotation, KeyRing... rings) {
        for (int node = 0; node < 2; node++) {
            String serial = KeyMaterials.serial(CLUSTER.certificates()
                    .material(Role.MEMBER, CLUSTER.node(node).name()));
            int now = node;
            // Until the node has read the new CA, it refuses the administrator's new certificate.
            await().atMost(TestCluster.PATIENCE).ignoreExceptions().untilAsserted(() -> {
                Cluster told = CLUSTER.cluster(CLUSTER.node(now));
                assertThat(told.getCertificate().getSerialNumber()).isEqualTo(serial);
                assertThat(told.getCertificate().getRevoked()).isGreaterThanOrEqualTo(rotation);
            });
        }
        for (KeyRing ring : rings) {
            await().atMost(TestCluster.PATIENCE)
                    .until(() -> ring.material().crls().size() >= rotation);
        }
    }

    @Test
    void aRevokedCicServerIsOutWithinSecondsAndOthersNoticeNothing() {
        try (NumberedPublisher stolen = new NumberedPublisher(CLUSTER, "cic8", 0, 1, 5);
                NumberedPublisher honest = new NumberedPublisher(CLUSTER, "cic9", 0, 1, 5)) {
            await().atMost(TestCluster.PATIENCE)
                    .until(() -> stolen.watch().nodes().size() == 1
                            && honest.watch().nodes().size() == 1);
            KeyMaterial revoked = CLUSTER.certificates().material(Role.CIC, "cic8");
            CLUSTER.certificates().revoke(revoked);
            // The other node first: until it has read the list it would rightly let in whom sa1 has cut off.
            int reloads = reloads(1);
            CLUSTER.certificates().publishRevoked(Role.MEMBER, "sa2");
            await().atMost(Duration.ofSeconds(30)).until(() -> reloads(1) > reloads);
            CLUSTER.certificates().publishRevoked(Role.MEMBER, "sa1");

            await().atMost(Duration.ofSeconds(30)).until(() -> audit(0).contains("connection-ended"));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(audit(0) + audit(1))
                    .contains("\"event\":\"peer-refused\"", "was revoked on", KeyMaterials.serial(revoked)));
            honest.begin();
            await().atMost(TestCluster.PATIENCE).until(() -> honest.changes() > 0);
            assertThat(honest.watch().nodes()).hasSize(1);
            assertThat(stolen.watch().nodes()).as("it was let in nowhere again").hasSize(1);
        }
    }

    @Test
    void aMismatchedPairKeepsTheOldOneAndIsSeen() throws Exception {
        Path store = CLUSTER.certificates().folder(Role.MEMBER, "sa2");
        byte[] good = Files.readAllBytes(store.resolve(KeyMaterial.CERTIFICATE_FILE));
        Files.write(
                store.resolve(KeyMaterial.CERTIFICATE_FILE),
                Files.readAllBytes(
                        CLUSTER.certificates().folder(Role.MEMBER, "sa1").resolve(KeyMaterial.CERTIFICATE_FILE)));

        await().atMost(TestCluster.PATIENCE)
                .untilAsserted(() -> assertThat(CLUSTER.cluster(CLUSTER.node(1)).getReason())
                        .contains("cannot use its new certificates", "private.key is not the key of the certificate"));

        Files.write(store.resolve(KeyMaterial.CERTIFICATE_FILE), good);
        await().atMost(TestCluster.PATIENCE)
                .untilAsserted(() ->
                        assertThat(CLUSTER.cluster(CLUSTER.node(1)).getReason()).isEmpty());
        assertThat(audit(1)).contains("\"event\":\"certificates-reloaded\"", "\"result\":\"failed\"");
    }

    @Test
    void bothPortsSpeakTls13Only() throws Exception {
        for (int port : new int[] {CLUSTER.node(0).host().port(), CLUSTER.memberPort(0)}) {
            assertThat(openssl(port, "-tls1_3")).contains("New, TLSv1.3", "Verify return code: 0 (ok)");
            assertThat(openssl(port, "-tls1_2")).contains("alert protocol version");
            assertThat(openssl(port, "-no_tls1_3")).contains("alert protocol version");
        }
    }

    /** How often this node has taken new certificates or lists. */
    private static int reloads(int node) {
        return audit(node).split("certificates-reloaded", -1).length;
    }

    private static String openssl(int port, String protocol) throws IOException, InterruptedException {
        Path folder = CLUSTER.certificates().folder(Role.MEMBER, "sa1");
        Process process = new ProcessBuilder(
                        "openssl",
                        "s_client",
                        "-connect",
                        "localhost:" + port,
                        protocol,
                        "-verify_hostname",
                        "sa1",
                        "-CAfile",
                        folder.resolve("ca.pem").toString(),
                        "-cert",
                        folder.resolve("certificate.pem").toString(),
                        "-key",
                        folder.resolve("private.key").toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static String audit(int node) {
        Path file = CLUSTER.node(node).log().resolveSibling("audit.log");
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in reports about certificates. */
    private static final class KeyMaterials {
        static String serial(KeyMaterial material) {
            return material.certificate().getSerialNumber().toString(16);
        }
    }
}
