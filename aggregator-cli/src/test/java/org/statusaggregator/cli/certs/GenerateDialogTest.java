package org.statusaggregator.cli.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.Terminal;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;
import picocli.CommandLine;

class GenerateDialogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    private final Path root;
    private final List<String> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();

    GenerateDialogTest(@TempDir Path folder) throws Exception {
        root = folder;
        CertificateAuthority.create("Test", CLOCK).save(root, "secret".toCharArray());
    }

    @Test
    void aBareCallOnATerminalAsksForRootAndServersAndSaysForEachWhereToCarryIt() throws Exception {
        int code = run(
                true,
                root.toString(),
                "",
                "sa1.corp.example.com",
                "n",
                "cic9",
                "",
                "cic1=hostA,hostB",
                "c",
                "remove CIC9",
                "remove cic7",
                "anna",
                "x",
                "anna",
                "a",
                "bad name",
                "n",
                "",
                "",
                "",
                "");

        assertThat(code).isZero();
        assertThat(asked.get(0)).isEqualTo("Root Directory [certificates]: ");
        assertThat(asked)
                .contains(
                        "Server [0 in the list]: ",
                        "Is cic9 an aggregator node (n), a CIC server (c) or an admin (a)? [c] ");
        assertThat(asked)
                .contains("Copy the folder " + root.resolve("sa1")
                        + " to the server sa1, then run ImportSubsystemsCertificate there. [OK] ");
        assertThat(out.toString())
                .contains("Servers To Generate Subsystems Certificate For", "Removed.", "cic7 is not in the list.")
                .contains("\"x\" (expected: n, c or a)", "\"bad name\" (expected: a host name")
                .contains("Made a certificate for the CIC server cic1:");
        assertThat(identity("sa1").role()).isEqualTo(Role.MEMBER);
        assertThat(identity("cic1").names()).containsExactly("cic1", "hosta", "hostb");
        assertThat(identity("anna").role()).isEqualTo(Role.ADMIN);
        assertThat(root.resolve("cic9")).doesNotExist();
    }

    @Test
    void theEndOfTheInputMakesNothing() {
        assertThat(run(true, root.toString(), "sa1", "n")).isEqualTo(ExitCode.USAGE.number());
        assertThat(root.resolve("sa1")).doesNotExist();
    }

    @Test
    void withoutATerminalNobodyIsAsked() {
        assertThat(run(false)).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    private PeerIdentity identity(String name) throws Exception {
        return PeerIdentity.of(KeyMaterial.read(root.resolve(name)).certificate());
    }

    private int run(boolean terminal, String... answers) {
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        LinePrompt prompt = question -> {
            asked.add(question);
            return left.poll();
        };
        Environment environment = new Environment(Map.of(), CLOCK, new Terminal(terminal, 80, false), "");
        return new CommandLine(new GenerateCommand(environment, question -> "secret".toCharArray(), prompt))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter()))
                .setExecutionExceptionHandler((failure, command, parsed) -> failure instanceof CommandFailure expected
                        ? expected.exitCode().number()
                        : 99)
                .execute();
    }
}
