package org.statusaggregator.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.connection.TlsConnector;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.Terminal;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.Status;
import picocli.CommandLine;

/** The bench against a node that runs already, and may not do what it should. */
class BenchCommandTest {
    private static final Clock CLOCK = Clock.systemUTC();
    /** As the people of CIC server cic1 are always invented. */
    private static final String SPOILT = Population.of("cic1", 0, 10).user(3);

    private Path temp;

    /** What was printed, and how it ended. */
    private record Result(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @BeforeEach
    void certificates(@TempDir Path folder) throws IOException, GeneralSecurityException {
        temp = folder;
        CertificateAuthority authority = CertificateAuthority.create("Test", CLOCK);
        issue(authority, CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost(), "sa1");
        issue(authority, CertificateProfile.of(Role.ADMIN, "ann"), "ann");
        issue(authority, CertificateProfile.of(Role.CIC, "cic1"), "cic/cic1");
        issue(authority, CertificateProfile.of(Role.CIC, "cic2"), "cic/cic2");
    }

    private void issue(CertificateAuthority authority, CertificateProfile profile, String name)
            throws IOException, GeneralSecurityException {
        new ServerBundle(authority.issue(profile)).write(temp.resolve(name), IfExists.REFUSE);
    }

    @Test
    void saysHowFastItIsWhenEverybodyEndsUpWithWhatWasAcknowledged() throws Exception {
        Result result = bench(row -> row, "--watchers", "2", "--slow-watchers", "1");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        JsonNode json = result.json();
        assertThat(json.get("acknowledgedPerSecond").asDouble()).isPositive();
        assertThat(json.get("deliveriesPerSecond").asDouble()).isPositive();
        assertThat(json.get("conflatedPerSecond").asDouble()).isNotNegative();
        for (String key : List.of(
                "ackP50Ms", "ackP99Ms", "arrivalP50Ms", "arrivalP99Ms", "watchersStartMs", "snapshotMs", "resumeMs")) {
            assertThat(json.get(key).asDouble()).as(key).isPositive();
        }
        assertThat(json.get("clientCpuSeconds").asDouble()).isPositive();
        assertThat(json.get("wrong").asLong()).isZero();
        assertThat(json.get("missing").asLong()).isZero();
    }

    @Test
    void aFigureThatWasNotMeasuredIsNotPrinted() throws Exception {
        JsonNode json = bench(row -> row).json();
        for (String key : List.of(
                "nodeCpuSeconds",
                "nodePeakRssMb",
                "nodes",
                "longestSilenceMs",
                "acknowledgedLost",
                "heapBytesPerUser",
                "paceLateP50Ms")) {
            assertThat(json.has(key)).as(key).isFalse();
        }
    }

    @Test
    void aRateIsKeptAndItsLatenessTold() throws Exception {
        JsonNode json = bench(row -> row, "--rate", "200", "--duration", "1s").json();
        assertThat(json.get("acknowledgedPerSecond").asDouble()).isBetween(100.0, 300.0);
        assertThat(json.has("paceLateP50Ms")).isTrue();
    }

    @Test
    void aRowThatNeverArrivesIsMissingAndFailsTheRun() throws Exception {
        Result result = bench(row -> isSpoilt(row) ? null : row);
        assertThat(result.code()).isEqualTo(ExitCode.FAILED.number());
        assertThat(result.json().get("missing").asLong()).isPositive();
    }

    @Test
    void aRowThatStaysOldIsWrongAndFailsTheRun() throws Exception {
        AtomicReference<@Nullable Status> first = new AtomicReference<>();
        Result result = bench(row -> {
            if (isSpoilt(row)) {
                first.compareAndSet(null, row);
                return first.get();
            }
            return row;
        });
        assertThat(result.code()).isEqualTo(ExitCode.FAILED.number());
        assertThat(result.json().get("wrong").asLong()).isPositive();
    }

    @Test
    void aRowWithAnotherValueIsWrongAndFailsTheRun() throws Exception {
        Result result = bench(row -> !isSpoilt(row)
                ? row
                : row.toBuilder()
                        .setStatusSince(row.getStatusSince().toBuilder().setSeconds(1))
                        .build());
        assertThat(result.code()).isEqualTo(ExitCode.FAILED.number());
        assertThat(result.json().get("wrong").asLong()).isPositive();
    }

    @Test
    void aRefusedStatusEndsTheRun() throws Exception {
        try (FakeCluster node = new FakeCluster(KeyMaterial.read(temp.resolve("sa1")), row -> row)) {
            node.refuse(SPOILT);
            Result result = run(node.host());
            assertThat(result.code()).isEqualTo(ExitCode.FAILED.number());
            assertThat(result.err()).contains(SPOILT + " was refused: EMAIL_INVALID: as the test wants");
        }
    }

    @Test
    void combinationsThatMakeNoSenseAreRefused() {
        assertThat(run("sa1", "--kill-node").err()).contains("--hosts together with");
        assertThat(run("sa1", "--nodes", "2").err()).contains("--hosts together with");
        assertThat(run("sa1", "--watch-share", "0").err()).contains("--watch-share is 0.0 (expected: above 0");
        assertThat(run("sa1", "--cic", "3").err()).contains("holds the certificates of 2 CIC servers");
        assertThat(run("10.0.0.1").err()).contains("is an address");
        assertThat(execute("--nodes", "1", "--kill-node").err()).contains("--nodes is 1 (expected: between 2 and 9)");
        assertThat(execute("--certs", "x").err()).contains("expected: all of them, or none");
    }

    private static boolean isSpoilt(Status row) {
        return row.getCicServer().equals("cic1") && row.getUserId().equals(SPOILT);
    }

    private Result bench(UnaryOperator<@Nullable Status> spoil, String... more) throws Exception {
        try (FakeCluster node = new FakeCluster(KeyMaterial.read(temp.resolve("sa1")), spoil)) {
            return run(node.host(), more);
        }
    }

    private Result run(String hosts, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--hosts", hosts, "--certs", temp.resolve("ann").toString()));
        arguments.addAll(List.of("--cic-certs", temp.resolve("cic").toString(), "-o", "json"));
        arguments.addAll(List.of("--users", "20", "--cic", "2", "--warmup", "50ms", "--duration", "200ms"));
        arguments.addAll(List.of("--convergence", "300ms"));
        for (int i = 0; i < more.length; i += 2) {
            int known = arguments.indexOf(more[i]);
            if (known >= 0) {
                arguments.set(known + 1, more[i + 1]);
            } else {
                arguments.addAll(List.of(more).subList(i, Math.min(i + 2, more.length)));
            }
        }
        return execute(arguments.toArray(String[]::new));
    }

    private static Result execute(String... arguments) {
        Environment environment = new Environment(Map.of(), CLOCK, Terminal.of(Map.of(), false), "");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new BenchCommand(environment, new TlsConnector(CLOCK)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof CommandFailure expected) {
                        line.getErr().println(expected.sentence());
                        return expected.exitCode().number();
                    }
                    throw failure;
                });
        int code = command.execute(arguments);
        Object answer = command.getExecutionResult();
        return new Result(answer instanceof ExitCode exit ? exit.number() : code, out.toString(), err.toString());
    }
}
