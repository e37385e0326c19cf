package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the launchers start Java: a script in its place tells what it was given, and in which turns it runs. */
@EnabledOnOs(OS.LINUX)
class LauncherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SHORT_TURNS = "slice 300000";

    private final Path folder;
    private final Path java;

    LauncherIT(@TempDir Path folder) {
        this.folder = folder;
        this.java = folder.resolve("java");
    }

    @BeforeEach
    void makeJava() throws IOException {
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path program = java.resolve("bin/java");
        Files.writeString(
                program,
                """
                #!/bin/sh
                sed -n 's/^se.slice *: */slice /p' /proc/self/sched
                echo "nice $(nice)"
                for argument in "$@"; do echo "<$argument>"; done
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aNodeRunsInShortTurnsAndKeepsItsNiceValueAndArguments() throws IOException {
        assumeLinuxKnowsTurns();
        Programs.Result node = run(
                "nice", "-n", "5", Programs.launcher("aggregator-node").toString(), "--config", "a  folder/node.conf");
        assertThat(node.output().lines())
                .startsWith(SHORT_TURNS, "nice 5")
                .contains("<--add-modules>", "<java.se>")
                .endsWith("<--config>", "<a  folder/node.conf>");
        assertThat(node.exitCode()).isZero();
    }

    @Test
    void theBenchRunsInShortTurnsAndOtherCommandsDoNot() throws IOException {
        assumeLinuxKnowsTurns();
        String aggregator = Programs.launcher("aggregator").toString();
        assertThat(run(aggregator, "bench", "--rate").output().lines())
                .contains(SHORT_TURNS)
                .endsWith("<bench>", "<--rate>");
        assertThat(run(aggregator, "users").output().lines())
                .doesNotContain(SHORT_TURNS)
                .endsWith("<users>");
    }

    @Test
    void whereThereIsNoPerlJavaStartsAllTheSame() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("sh", "sed", "dirname", "readlink", "uname", "nice")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }
        ProcessBuilder node = prepare(Programs.launcher("aggregator-node").toString(), "--config", "node.conf");
        node.environment().put("PATH", tools.toString());
        Programs.Result result = Programs.run(node, output(), PATIENCE);
        assertThat(result.output().lines())
                .doesNotContain(SHORT_TURNS)
                .contains("<--add-modules>")
                .endsWith("<--config>", "<node.conf>");
        assertThat(result.exitCode()).isZero();
    }

    private static void assumeLinuxKnowsTurns() throws IOException {
        String[] version = System.getProperty("os.version").split("[.-]", 3);
        int number = 1_000 * Integer.parseInt(version[0]) + Integer.parseInt(version[1]);
        assumeThat(number)
                .as("skipped: turns can be asked for from Linux 6.12 on")
                .isGreaterThanOrEqualTo(6_012);
        assumeThat(Path.of("/usr/bin/perl")).as("skipped: no perl").isExecutable();
        assumeThat(Files.readString(Path.of("/proc/self/sched")))
                .as("skipped: this Linux does not show turns")
                .contains("se.slice");
    }

    private Programs.Result run(String... command) throws IOException {
        return Programs.run(prepare(command), output(), PATIENCE);
    }

    private ProcessBuilder prepare(String... command) throws IOException {
        Files.deleteIfExists(output());
        ProcessBuilder builder = Programs.prepare(List.of(command), output());
        builder.environment().put("JAVA_HOME", java.toString());
        return builder;
    }

    private Path output() {
        return folder.resolve("output.log");
    }
}
