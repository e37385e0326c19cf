package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.WatchOptions;
import org.statusaggregator.core.tls.Role;

/** The example in another language publishes and watches, also when its node is killed. */
class NodeJsExampleIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path EXAMPLE = PROJECT.resolve("docs/examples/nodejs");
    private static final Duration INSTALLATION = Duration.ofMinutes(3);

    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2);

    private final Path copy = CLUSTER.folder().resolve("nodejs");
    private final Path printed = copy.resolve("printed.jsonl");

    @BeforeEach
    void install() throws IOException {
        requireNodeJs();
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path output = copy.resolve("npm.log");
        ProcessBuilder npm = Programs.prepare(List.of("npm", "ci", "--no-audit", "--no-fund"), output)
                .directory(copy.toFile());
        Programs.Result result = Programs.run(npm, output, INSTALLATION);
        assertThat(result.exitCode()).as("npm ci: " + result.output()).isZero();
    }

    private static void requireNodeJs() {
        boolean there = Stream.of("node", "npm").allMatch(program -> Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
        if (!there) {
            String sentence = "the Node.js example was NOT TESTED: node and npm are not on the PATH";
            if ("true".equals(System.getenv("CI"))) {
                fail(sentence + " (expected: both, because CI=true)");
            }
            System.err.println("**** " + sentence + " ****");
            Assumptions.abort(sentence);
        }
    }

    @Test
    void publishesAndWatchesAndSurvivesItsNode() throws IOException, InterruptedException {
        RecordedWatch watch = new RecordedWatch("watcher");
        Process example = start();
        BufferedWriter input = example.outputWriter(StandardCharsets.UTF_8);
        try (NumberedPublisher publisher = new NumberedPublisher(CLUSTER, "cic1", 1, 1, 3);
                AggregatorClient watcher = CLUSTER.client("cic2", 1).build()) {
            watcher.watch(WatchOptions.everything(), watch);
            type(input, "ann@example.com At Lunch");
            awaitKey(watch, "At Lunch");
            await("the example sees its own user and the three others")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> lines().map(NodeJsExampleIT::user).distinct().count() == 4);
            assertThat(CLUSTER.cicServer(CLUSTER.node(0), "js1").getHomeNode()).isEqualTo("sa1");

            CLUSTER.node(0).kill9();

            type(input, "ann@example.com Available");
            awaitKey(watch, "Available");
            await("the example sees its change through the other node")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> lines().anyMatch(
                                    row -> row.get("statusKey").asText().equals("Available")
                                            && user(row).equals("js1/ann")));
            assertThat(CLUSTER.cicServer(CLUSTER.node(1), "js1").getHomeNode()).isEqualTo("sa2");
            assertThat(CLUSTER.cicServer(CLUSTER.node(1), "js1").getEpoch()).isEqualTo(1);
            assertThat(publisher.epoch()).isEqualTo(1);

            input.close();
            assertThat(example.waitFor(60, TimeUnit.SECONDS))
                    .as("it ends with its input")
                    .isTrue();
            assertThat(example.exitValue()).as(errors()).isZero();
            await("its user is logged off").atMost(TestCluster.PATIENCE).until(() -> key(watch)
                    .isEmpty());
        } catch (AssertionError | RuntimeException e) {
            System.err.println("the example said:\n" + errors());
            throw e;
        } finally {
            example.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        List<String> command = List.of(
                "node",
                "cic-server.js",
                "--hosts",
                CLUSTER.hostsFrom(0).toString(),
                "--certs",
                CLUSTER.certificates().folder(Role.CIC, "js1").toString(),
                "--protos",
                PROJECT.resolve("aggregator-core/src/main/proto").toString());
        return Programs.prepare(command, printed)
                .redirectErrorStream(false)
                .redirectError(copy.resolve("errors.log").toFile())
                .directory(copy.toFile())
                .start();
    }

    private String errors() {
        return Programs.text(copy.resolve("errors.log"));
    }

    private static void type(BufferedWriter input, String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    private static void awaitKey(RecordedWatch watch, String key) {
        await("ann is " + key).atMost(TestCluster.PATIENCE).until(() -> key(watch)
                .equals(key));
    }

    private static String key(RecordedWatch watch) {
        String ann = RecordedWatch.key("js1", "ann");
        return watch.rows().containsKey(ann)
                ? Objects.requireNonNull(watch.rows().get(ann)).key().text()
                : "";
    }

    /** What it printed; a last line that is being written is left out. */
    private Stream<JsonNode> lines() {
        String text = Programs.text(printed);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(line -> {
            try {
                return new ObjectMapper().readTree(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String user(JsonNode row) {
        return row.get("cicServer").asText() + "/" + row.get("userId").asText();
    }
}
