package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.PublishSession;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.client.SessionOptions;
import org.statusaggregator.core.client.SessionState;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.tls.KeyMaterial;

/**
 * The story of the reference, as an administrator lives it: generate the certificates, carry each folder to its server, run the import script there, start,
 * and be in a trusted relationship.
 */
class TrustedRelationshipIT {
    private static final List<String> SERVERS = List.of("sa1", "sa2", "cic1", "cic2", "cic3");
    private static final Map<String, String> PASSPHRASE = Map.of("AGGREGATOR_CA_PASSPHRASE", "correct horse battery");

    private final Path folder =
            Path.of("target", "it-work", "TrustedRelationshipIT").toAbsolutePath();
    private final Path root = folder.resolve("admin's machine/certificates");
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<AggregatorClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(AggregatorClient::close);
        nodes.forEach(NodeProcess::kill9);
    }

    @Test
    void generateCarryImportStartTrusted() throws Exception {
        delete(folder);
        Files.createDirectories(folder);
        aggregator("certs", "init", "--root", root.toString(), "--name", "Example Corp");
        String made = aggregator(
                "certs",
                "generate",
                "--root",
                root.toString(),
                "--member",
                "sa1",
                "sa2",
                "--cic",
                "cic1",
                "cic2",
                "cic3",
                "--admin",
                "anna",
                "--localhost");
        assertThat(made).contains("Copy the folder " + root.resolve("cic3") + " to the server cic3, then run Import");
        for (String server : SERVERS) {
            importOn(server);
        }
        othersAgree();

        List<Integer> ports = TestCluster.freePorts(4);
        startNodes(ports);
        String hosts = "localhost:" + ports.get(0) + ";localhost:" + ports.get(1);
        assertThat(aggregator("certs", "verify", store("cic1").toString(), "--host", "localhost:" + ports.get(0)))
                .contains("accept each other: TLSv1.3");
        for (String cic : List.of("cic1", "cic2", "cic3")) {
            publish(hosts, cic);
        }
        assertThat(aggregator(
                        "cic",
                        "list",
                        "--hosts",
                        hosts,
                        "--certs",
                        root.resolve("anna").toString(),
                        "-o",
                        "csv"))
                .contains("cic1", "cic2", "cic3", "LIVE");
    }

    /** Copies the folder as it is and runs the script in it. */
    private void importOn(String server) throws IOException {
        Path carried = folder.resolve(server).resolve("temp/Certs");
        Files.createDirectories(carried);
        try (Stream<Path> files = Files.list(root.resolve(server))) {
            for (Path file : files.toList()) {
                Files.copy(file, carried.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Path output = folder.resolve(server).resolve("import.log");
        ProcessBuilder script = Programs.prepare(
                List.of(
                        carried.resolve("ImportSubsystemsCertificate.sh").toString(),
                        store(server).toString()),
                output);
        script.environment()
                .put(
                        "AGGREGATOR_HOME",
                        Programs.launcher("aggregator")
                                .resolve("../..")
                                .normalize()
                                .toString());
        Programs.Result result = Programs.run(script, output, Duration.ofSeconds(90));
        assertThat(result.output())
                .contains("Importing " + carried)
                .endsWith("Successfully imported into the Subsystems certificate for " + server + "\n");
        assertThat(result.exitCode()).isZero();
    }

    /** What openssl and keytool say of what we made. */
    private void othersAgree() {
        String certificate = store("cic1").resolve("certificate.pem").toString();
        assertThat(run(
                        "openssl",
                        "verify",
                        "-CAfile",
                        store("sa1").resolve("ca.pem").toString(),
                        certificate))
                .contains(": OK");
        assertThat(run("openssl", "x509", "-in", certificate, "-noout", "-subject", "-ext", "subjectAltName"))
                .contains("OU = cic, CN = cic1", "DNS:cic1");
        assertThat(run("keytool", "-printcert", "-file", certificate)).contains("Owner: CN=cic1, OU=cic");
    }

    private void startNodes(List<Integer> ports) throws IOException {
        for (int i = 0; i < 2; i++) {
            String name = "sa" + (i + 1);
            NodeProcess node =
                    new NodeProcess(name, ports.get(i), folder.resolve(name).resolve("node"));
            Files.createDirectories(node.configuration().getParent());
            Files.writeString(
                    node.configuration(),
                    """
                    status-aggregator {
                      node { name = "%s" }
                      certificates { directory = "%s" }
                      grpc { address = "127.0.0.1", port = %d, advertised-host = "%s" }
                      cluster { name = "story", address = "127.0.0.1", port = %d, members = ["127.0.0.1:%d", "127.0.0.1:%d"] }
                      storage { directory = "data" }
                      log { directory = "." }
                    }
                    """
                            .formatted(
                                    name,
                                    store(name),
                                    ports.get(i),
                                    node.host(),
                                    ports.get(2 + i),
                                    ports.get(2),
                                    ports.get(3)));
            nodes.add(node);
            node.start();
        }
        for (NodeProcess node : nodes) {
            await().atMost(TestCluster.PATIENCE)
                    .until(() -> Programs.text(node.log()).contains("members: [sa1, sa2]")
                            || Programs.text(node.log()).contains(node.name() + " serves CIC servers at"));
        }
    }

    private void publish(String hosts, String cic) throws Exception {
        AggregatorClient client = AggregatorClient.builder(ServerList.parse(hosts), KeyMaterial.read(store(cic)))
                .clientName(cic)
                .build();
        clients.add(client);
        PublishSession session = client.openSession(SessionOptions.takeOver());
        session.replaceAll(List.of(Status.of("u1", "u1@" + cic + ".example.com").withLogonServer(cic)));
        await().atMost(TestCluster.PATIENCE).until(() -> session.state() == SessionState.LIVE);
    }

    private Path store(String server) {
        return folder.resolve(server).resolve("certs");
    }

    private String aggregator(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Programs.launcher("aggregator").toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private String run(String... command) {
        Path output = folder.resolve("output.log");
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessBuilder builder = Programs.prepare(List.of(command), output);
        builder.environment().putAll(PASSPHRASE);
        Programs.Result result = Programs.run(builder, output, Duration.ofSeconds(90));
        assertThat(result.exitCode())
                .as(List.of(command) + ": " + result.output())
                .isZero();
        return result.output();
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
