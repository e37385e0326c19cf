package org.statusaggregator.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.tls.KeyMaterial;

/** The command line of the service. */
class NodeMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return NodeMain.run(List.of(args), stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aWrongCommandLineIsAnsweredByTheUsage() {
        for (String[] args : new String[][] {
            {}, {"--config"}, {"node.conf"}, {"--config", "a", "b"}, {"--config", "a", "--check", "b"}, {"--help"}
        }) {
            err.reset();
            assertThat(run(args)).as(List.of(args).toString()).isEqualTo(2);
            assertThat(text(err)).startsWith("usage: aggregator-node --config FILE");
        }
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(run("--version")).isZero();
        assertThat(text(out)).startsWith("aggregator-node ");
    }

    @Test
    void aBadConfigurationIsToldLineByLine(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("node.conf"), "status-aggregator { node.name = sa1, a = 1, b = 2 }");

        assertThat(run("--config", file.toString())).isEqualTo(1);
        assertThat(text(err).lines())
                .anyMatch(line -> line.startsWith("status-aggregator.a: unknown key"))
                .anyMatch(line -> line.startsWith("status-aggregator.b: unknown key"));
        assertThat(text(out)).isEmpty();
    }

    @Test
    void aGoodConfigurationIsCheckedWithoutStarting(@TempDir Path folder) throws IOException {
        for (String name : List.of(KeyMaterial.CERTIFICATE_FILE, KeyMaterial.KEY_FILE, KeyMaterial.CA_FILE)) {
            Files.createFile(folder.resolve(name));
        }
        Path file = Files.writeString(
                folder.resolve("node.conf"),
                """
                status-aggregator {
                  node.name = sa1
                  certificates.directory = "."
                  cluster { address = 127.0.0.1, members = ["sa1:5701"] }
                }
                """);

        assertThat(run("--config", file.toString(), "--check")).isZero();
        assertThat(text(out)).contains("good");
        assertThat(text(err)).isEmpty();
    }
}
