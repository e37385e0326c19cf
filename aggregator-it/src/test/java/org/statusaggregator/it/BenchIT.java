package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench with nodes of its own, as real processes. How fast they are is not asserted. */
class BenchIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path folder;

    BenchIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void measuresACompleteRunAndLeavesNothingBehind() throws IOException {
        JsonNode figures = bench("--duration", "5s", "--warmup", "3s", "--heap");
        for (String key : List.of(
                "acknowledgedPerSecond",
                "deliveriesPerSecond",
                "ackP50Ms",
                "ackP99Ms",
                "arrivalP50Ms",
                "arrivalP99Ms",
                "snapshotMs",
                "watchersStartMs",
                "resumeMs",
                "nodeCpuSeconds",
                "nodePeakRssMb",
                "clientCpuSeconds",
                "heapBytesPerUser")) {
            assertThat(figures.path(key).asDouble()).as(key).isPositive();
        }
        assertThat(figures.get("conflatedPerSecond").asDouble()).isNotNegative();
        assertThat(figures.get("nodes")).hasSize(2);
        assertEverythingIsRight(figures);
        assertThat(figures.has("longestSilenceMs")).as("silence without a kill").isFalse();
        assertThat(remains()).as("folders of the run").isEmpty();
        assertThat(processes()).as("processes of the run").isZero();
    }

    @Test
    void losesNothingThatWasAcknowledgedWhenANodeIsKilled() throws IOException {
        JsonNode figures = bench("--rate", "1000", "--duration", "8s", "--warmup", "3s", "--kill-node");
        assertThat(figures.get("longestSilenceMs").asDouble()).isPositive();
        assertThat(figures.get("acknowledgedLost").asLong()).isZero();
        assertThat(figures.get("acknowledgedPerSecond").asDouble()).isPositive();
        assertEverythingIsRight(figures);
        assertThat(processes()).as("processes of the run").isZero();
    }

    private static void assertEverythingIsRight(JsonNode figures) {
        assertThat(figures.get("wrong").asLong()).as("wrong").isZero();
        assertThat(figures.get("missing").asLong()).as("missing").isZero();
    }

    private JsonNode bench(String... options) throws IOException {
        Path output = folder.resolve("bench.json");
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command =
                new ArrayList<>(List.of(Programs.launcher("aggregator").toString(), "bench", "--users", "2000"));
        command.addAll(List.of(options));
        command.addAll(List.of("-o", "json"));
        ProcessBuilder bench = Programs.prepare(command, output);
        bench.environment().put("AGGREGATOR_OPTS", "-Djava.io.tmpdir=" + temporary);
        Programs.Result result = Programs.run(bench, output, PATIENCE);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return new ObjectMapper().readTree(result.output());
    }

    private List<Path> remains() throws IOException {
        try (var entries = Files.list(folder.resolve("tmp"))) {
            return entries.filter(path -> path.getFileName().toString().startsWith("aggregator-bench"))
                    .toList();
        }
    }

    private long processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(folder.resolve("tmp").toString()))
                .count();
    }
}
