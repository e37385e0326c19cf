package org.statusaggregator.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.statusaggregator.cli.connection.TlsConnector;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.Terminal;
import org.statusaggregator.connector.simulate.ChangeFile;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.Status;
import picocli.CommandLine;

class SimulateCommandTest {
    private static final String ANN =
            "{\"at\":\"2026-11-23T09:00:00Z\",\"userId\":\"ann\",\"email\":\"ann@example.com\","
                    + "\"statusKey\":\"Available\",\"logonServer\":\"cic1\"}\n";

    private static Path certificates = Path.of("");
    private static KeyMaterial member;

    private final Path dir;
    private final List<FakeAggregator> nodes = new ArrayList<>();

    SimulateCommandTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws GeneralSecurityException, IOException {
        certificates = folder;
        CertificateAuthority authority = CertificateAuthority.create("Test CA", Clock.systemUTC());
        member = authority.issue(CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost());
        for (String name : List.of("cic1", "cic2")) {
            write(authority.issue(CertificateProfile.of(Role.CIC, name)), name);
        }
        write(authority.issue(CertificateProfile.of(Role.ADMIN, "alice")), "alice");
    }

    private static void write(KeyMaterial material, String name) throws GeneralSecurityException, IOException {
        new ServerBundle(material).write(certificates.resolve(name), IfExists.REFUSE);
    }

    @AfterEach
    void stopNodes() {
        nodes.forEach(FakeAggregator::close);
    }

    private FakeAggregator node() throws IOException {
        FakeAggregator node = new FakeAggregator(member);
        nodes.add(node);
        return node;
    }

    /** Exit code and what was printed. */
    private record Result(int code, String out, String err) {}

    private Result run(String hosts, String certificate, String... arguments) {
        Environment environment = new Environment(Map.of(), Clock.systemUTC(), Terminal.of(Map.of(), false), "");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new SimulateCommand(environment, new TlsConnector(environment.clock())))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof CommandFailure expected) {
                        line.getErr().println(expected.sentence());
                        return expected.exitCode().number();
                    }
                    throw failure;
                });
        List<String> all = new ArrayList<>(List.of(
                "--hosts", hosts, "--certs", certificates.resolve(certificate).toString()));
        all.addAll(List.of(arguments));
        int code = command.execute(all.toArray(String[]::new));
        ExitCode answer = command.getExecutionResult();
        return new Result(answer == null ? code : answer.number(), out.toString(), err.toString());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text).toString();
    }

    @Test
    void publishesUsersAndChangesAndClosesInOrder() throws IOException {
        FakeAggregator node = node();
        Result result = run(node.host(), "cic1", "--server", "cic1", "--users", "250", "--rate", "200", "--for", "2s");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(node.users()).isEqualTo(250);
        assertThat(node.statuses())
                .hasSizeGreaterThan(300)
                .allMatch(status -> status.getEmail().endsWith("@cic1.example.com"))
                .allMatch(status -> List.of("", "cic1").contains(status.getLogonServer()));
        assertThat(node.closed.getCount()).isZero();
        assertThat(result.out())
                .containsPattern("cic1: connected to " + node.host()
                        + ": 250 users published, (1[789]|2[01])\\d of them logged on\n")
                .containsPattern(
                        "cic1: session closed after [1-9]\\d\\d changes in 2\\.\\d s \\(the cluster was told\\)\n");
    }

    @Test
    void aReplayAtFullSpeedPublishesEveryChangeInOrderAndEndsWithTheFile() throws IOException {
        StringBuilder lines = new StringBuilder(ANN);
        for (int i = 1; i <= 59; i++) {
            lines.append(ANN.replace("09:00:00Z", "09:%02d:00Z".formatted(i)).replace("Available", "Status " + i));
        }
        lines.append("{\"at\":\"2026-11-23T10:00:00Z\",\"userId\":\"bob\",\"removed\":true}\n");
        FakeAggregator node = node();
        Result result = run(
                node.host(),
                "cic1",
                "--server",
                "cic1",
                "--from",
                file("day.jsonl", lines.toString()),
                "--speed",
                "max");

        assertThat(result.code()).isZero();
        assertThat(node.users()).isEqualTo(1);
        assertThat(node.statuses())
                .hasSize(60)
                .last()
                .extracting(Status::getStatusKey)
                .isEqualTo("Status 59");
        assertThat(node.removed()).containsExactly("bob");
        assertThat(result.err()).contains("day.jsonl: 61 changes, every line checked");
        assertThat(result.out()).contains("session closed after 60 changes");
    }

    @Test
    void aRecordingReplaysToTheSameStatuses() throws IOException {
        Path recording = dir.resolve("recorded.jsonl");
        FakeAggregator first = node();
        run(
                first.host(),
                "cic1",
                "--server",
                "cic1",
                "--users",
                "40",
                "--rate",
                "100",
                "--for",
                "1s",
                "--record",
                recording.toString());
        FakeAggregator second = node();
        Result replay =
                run(second.host(), "cic1", "--server", "cic1", "--from", recording.toString(), "--speed", "max");

        assertThat(replay.code()).isZero();
        assertThat(last(second)).hasSize(40).isEqualTo(last(first));
        assertThat(first.statuses()).hasSizeGreaterThan(60);
    }

    private static Map<String, Status> last(FakeAggregator node) {
        Map<String, Status> last = new HashMap<>();
        node.statuses().forEach(status -> last.put(status.getUserId(), status));
        return last;
    }

    @Test
    void aFileWithBadLinesIsRefusedBeforeAnythingIsSent() throws IOException {
        FakeAggregator node = node();
        String file = file("day.jsonl", ANN + ANN.replace("ann@example.com", "") + ANN + "{}\n");
        Result result = run(node.host(), "cic1", "--server", "cic1", "--from", file);

        assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err())
                .contains("cic1: line 2: email: \"\" (expected: an address such as ann@example.com)")
                .contains("cic1: line 4: at: absent (expected: a time")
                .contains("nothing of the file was applied");
        assertThat(node.calls()).isZero();
    }

    @Test
    void serversShareADirectoryAndPeopleWithoutMailAreNamedOnce() throws IOException {
        StringBuilder ldif = new StringBuilder("dn: uid=x,dc=example\nobjectclass: person\nuid: x\n\n");
        for (int i = 0; i < 7; i++) {
            ldif.append("dn: uid=p%1$d,dc=example\nobjectclass: person\nuid: p%1$d\nmail: P%1$d@example.com\n\n"
                    .formatted(i));
        }
        String file = file("people.ldif", ldif.toString());
        FakeAggregator node = node();
        Result result =
                run(node.host(), "cic1", "--server", "cic1", "--users-from", file, "--slice", "2/3", "--for", "1s");

        assertThat(result.code()).isZero();
        assertThat(last(node).keySet()).containsExactlyInAnyOrder("p1", "p4");
        assertThat(result.err()).containsOnlyOnce("people.ldif: left out 1 people: uid=x,dc=example (no mail)");
    }

    @Test
    void theCertificateOfAnotherServerIsNamed() throws IOException {
        FakeAggregator node = node();
        Result result = run(node.host(), "cic2", "--server", "cic1", "--users", "1");
        assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err())
                .contains("--server cic1, but the certificate in ")
                .contains("is for cic2 (expected: --server cic2, or the certificate folder of cic1)");
        assertThat(node.calls()).isZero();
    }

    @Test
    void theCertificateOfAnAdminIsNamed() throws IOException {
        Result result = run(node().host(), "alice", "--server", "cic1", "--users", "1");
        assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("is for the admin alice (expected: one for a CIC server");
    }

    @Test
    void whenNoNodeAnswersItSaysWhyAndExits4() throws IOException {
        FakeAggregator gone = node();
        gone.close();
        Result result = run(gone.host(), "cic1", "--server", "cic1", "--users", "1", "--timeout", "1s");
        assertThat(result.code()).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(result.err()).contains("no node took the statuses within 1.").contains(gone.host());
        assertThat(result.out()).isEmpty();
    }

    @Test
    void whenTheClusterRefusesItSaysWhyAndExits5() throws IOException {
        FakeAggregator node = node();
        node.failOpening(FakeAggregator.failure(Code.PERMISSION_DENIED, "ROLE", "role is member, required cic"));
        Result result = run(node.host(), "cic1", "--server", "cic1", "--users", "1");
        assertThat(result.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(result.err()).contains("the cluster refuses cic1").contains("role is member, required cic");
    }

    @Test
    void whenAnotherPublisherTakesOverItSaysSoAndExits5() throws Exception {
        FakeAggregator node = node();
        CompletableFuture<Result> running = CompletableFuture.supplyAsync(
                () -> run(node.host(), "cic1", "--server", "cic1", "--users", "20", "--rate", "50"),
                runnable -> new Thread(runnable).start());
        node.published.await();
        node.failPublishing(FakeAggregator.failure(Code.ABORTED, "SESSION_TAKEN_OVER", "taken over"));

        Result result = running.get();
        assertThat(result.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(result.err()).contains("another publisher with the certificate of cic1 took over its session");
    }

    @Test
    void aMoveToAnotherNodeIsToldOnce() throws Exception {
        FakeAggregator first = node();
        FakeAggregator second = node();
        CompletableFuture<Result> running = CompletableFuture.supplyAsync(
                () -> run(
                        first.host() + ";" + second.host(),
                        "cic1",
                        "--server",
                        "cic1",
                        "--users",
                        "20",
                        "--rate",
                        "50",
                        "--for",
                        "4s"),
                runnable -> new Thread(runnable).start());
        first.published.await();
        first.close();

        Result result = running.get();
        assertThat(result.code()).isZero();
        assertThat(result.out()).containsOnlyOnce("moved from " + first.host() + " to " + second.host() + " (");
        assertThat(second.statuses()).isNotEmpty();
    }

    @Test
    void aSignalEndsTheProcessInOrderWithAWholeRecording() throws Exception {
        FakeAggregator node = node();
        Path recording = dir.resolve("day.jsonl");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.statusaggregator.cli.Aggregator",
                        "simulate",
                        "--hosts=" + node.host(),
                        "--certs=" + certificates.resolve("cic1"),
                        "--server=cic1",
                        "--users=20",
                        "--rate=50",
                        "--record=" + recording)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("output").toFile())
                .start();
        try {
            node.published.await();
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(dir.resolve("output")).content().contains("session closed after ");
        assertThat(node.closed.getCount()).isZero();
        assertThat(ChangeFile.check(recording, Set.of("cic1")).changes()).isGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --speed 1                                   | nobody to simulate (expected: --users N, --users-from LDIF or --from FILE)
            --users 0                                   | --users 0 (expected: 1 to 1000000)
            --users many                                | Invalid value for option '--users'
            --users 5 --slice 1/2                       | --slice 1/2 without --users-from (expected: a directory
            --users 5 --slice 3/2                       | slice: 3/2 (expected:
            --users 5 --from day                        | --users 5 together with --from (expected: one of them
            --seed 5 --from day                         | --seed 5 together with --from
            --rate 5 --from day                         | --rate 5.0 together with --from
            --from nowhere.jsonl                        | nowhere.jsonl is no file
            --users-from nowhere.ldif                   | nowhere.ldif
            --users 5 --rate 0                          | changesPerSecond: 0.0 (expected: greater than 0
            --users 5 --speed fast                      | speed: fast (expected: a number such as 1 or 10, or max)
            --users 5 --for ever                        | 'ever' is no duration
            --users 5 --record nowhere/x.jsonl          | nowhere/x.jsonl: no such file or folder
            """)
    void wrongUsageIsNamedBeforeAnythingIsSent(String arguments, String sentence) throws IOException {
        FakeAggregator node = node();
        List<String> all = new ArrayList<>(List.of("--server", "cic1"));
        all.addAll(List.of(arguments.split(" ")));
        Result result = run(node.host(), "cic1", all.toArray(String[]::new));

        assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains(sentence);
        assertThat(node.calls()).isZero();
    }

    @Test
    void aRecordingNeverOverwritesTheFileThatIsReplayed() throws IOException {
        String file = file("day.jsonl", ANN);
        Result result = run(node().host(), "cic1", "--server", "cic1", "--from", file, "--record", file);
        assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("is the file of --from");
        assertThat(Path.of(file)).hasContent(ANN);
    }

    @AfterAll
    static void forget() {
        certificates = Path.of("");
    }
}
