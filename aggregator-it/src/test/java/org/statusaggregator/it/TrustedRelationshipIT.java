package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
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
        generate();
        for (String server : SERVERS) {
            importOn(server);
        }
        ForeignTools others = new ForeignTools(this::run);
        for (String server : SERVERS) {
            others.agree(store(server), server, inspected(server));
        }

        List<Integer> ports = TestCluster.freePorts(6);
        startNodes(ports);
        String hosts = "localhost:" + ports.get(0) + ";localhost:" + ports.get(1);
        assertThat(aggregator("certs", "verify", store("cic1").toString(), "--host", "localhost:" + ports.get(0)))
                .contains("accept each other: TLSv1.3");
        for (int node = 0; node < 2; node++) {
            others.connect(store("cic1"), ports.get(node), "sa" + (node + 1));
            others.connect(store("sa" + (2 - node)), ports.get(2 + node), "sa" + (node + 1));
        }
        for (String cic : List.of("cic1", "cic2", "cic3")) {
            publish(hosts, cic);
        }
        String anna = root.resolve("anna").toString();
        for (String host : hosts.split(";", -1)) {
            await().atMost(TestCluster.PATIENCE).untilAsserted(() -> assertThat(
                            aggregator("users", "list", "--hosts", host, "--certs", anna, "-o", "csv"))
                    .contains("u1@cic1.example.com", "u1@cic2.example.com", "u1@cic3.example.com"));
            assertThat(aggregator("cic", "list", "--hosts", host, "--certs", anna, "-o", "csv"))
                    .contains("cic1", "cic2", "cic3", "LIVE");
        }
        expiryIsSeen(hosts, anna, ports);
    }

    /** Makes the CA and a folder for everybody. */
    private void generate() {
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
    }

    /** Doctor and metrics say when certificates end. */
    private void expiryIsSeen(String hosts, String admin, List<Integer> ports) throws Exception {
        String checkups = aggregator("doctor", "--hosts", hosts, "--certs", admin, "-o", "json");
        assertThat(new ObjectMapper().readTree(checkups))
                .hasSize(2)
                .allSatisfy(node -> assertThat(node.get("problems")).isEmpty())
                .allSatisfy(node -> assertThat(node.get("members")).hasSize(2));
        for (int node = 0; node < 2; node++) {
            URI metrics = URI.create("http://127.0.0.1:" + ports.get(4 + node) + "/metrics");
            X509Certificate own = KeyMaterial.read(store("sa" + (node + 1))).certificate();
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains(
                            "status_aggregator_cic_servers{state=\"LIVE\"} 3\n",
                            "kind=\"own\",subject=\"CN=sa" + (node + 1) + ",OU=member\"",
                            "} " + own.getNotAfter().toInstant().getEpochSecond() + "\n");
        }
    }

    /** What we say of a certificate. */
    private JsonNode inspected(String server) throws IOException {
        return new ObjectMapper()
                .readTree(aggregator("certs", "inspect", store(server).toString(), "-o", "json"))
                .get(0);
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
                      metrics { enabled = true, port = %d }
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
                                    ports.get(3),
                                    ports.get(4 + i)));
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
        ProcessBuilder builder = Programs.prepare(List.of(command), output).redirectInput(new File("/dev/null"));
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
