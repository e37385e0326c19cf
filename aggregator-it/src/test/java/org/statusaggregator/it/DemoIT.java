package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, as somebody runs it who has just cloned the project. */
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Test
    void showsAllUsersAtEitherNodeAndEndsWhatItStarted(@TempDir Path folder) throws IOException, InterruptedException {
        Path dir = folder.resolve("demo");
        Path output = folder.resolve("demo.log");
        List<String> command = List.of(
                Programs.launcher("aggregator").toString(),
                "demo",
                "--dir",
                dir.toString(),
                "--for",
                "20s",
                "--users",
                "50");
        Process demo = Programs.prepare(command, output).start();
        try {
            await("ready").atMost(PATIENCE).until(() -> {
                assertThat(demo.isAlive())
                        .as("the demo runs, it printed: " + Programs.text(output))
                        .isTrue();
                return Files.exists(dir.resolve("ready"));
            });
            assertThat(started(dir))
                    .as("processes: two nodes, three CIC servers")
                    .isEqualTo(5);
            assertThat(users(folder, "${AGGREGATOR_HOSTS%%;*}")).isEqualTo(150);
            assertThat(users(folder, "${AGGREGATOR_HOSTS##*;}")).isEqualTo(150);
            assertThat(rows(folder, "${AGGREGATOR_HOSTS##*;}", "contacts search --with-status --limit 1000"))
                    .as("contacts with a status")
                    .hasSize(150)
                    .allSatisfy(
                            row -> assertThat(row.get("status").get("cicServer").asText())
                                    .startsWith("cic"));
            assertThat(rows(folder, "${AGGREGATOR_HOSTS%%;*}", "users unlisted"))
                    .isEmpty();
            assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
            assertThat(demo.exitValue()).as(Programs.text(output)).isZero();
            assertThat(started(dir)).as("processes after its end").isZero();
            assertThat(dir.resolve("ready")).doesNotExist();
        } finally {
            demo.destroy();
            demo.waitFor(30, TimeUnit.SECONDS);
        }
    }

    /** How many users the command lists that the demo's variables make possible, with this host only. */
    private static long users(Path folder, String host) throws IOException {
        return StreamSupport.stream(rows(folder, host, "users list").spliterator(), false)
                .map(user -> user.get("cicServer").asText() + "/"
                        + user.get("userId").asText())
                .distinct()
                .count();
    }

    /** What a command prints as JSON. */
    private static JsonNode rows(Path folder, String host, String command) throws IOException {
        Path listed = folder.resolve("rows.json");
        Path output = folder.resolve("shell.log");
        String script = ". '" + folder.resolve("demo/env.sh") + "'; AGGREGATOR_HOSTS=" + host + " aggregator " + command
                + " -o json >'" + listed + "'";
        Programs.Result result = Programs.run(Programs.prepare(List.of("sh", "-c", script), output), output, PATIENCE);
        assertThat(result.exitCode()).as(result.output()).isZero();
        JsonNode rows = new ObjectMapper().readTree(listed.toFile());
        assertThat(rows.isArray()).isTrue();
        return rows;
    }

    /** Java processes with the folder on their command line, except for the demo itself. */
    private static long started(Path dir) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(dir + "/") && line.contains("java"))
                .count();
    }
}
