package org.statusaggregator.core.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;

class ImportScriptsTest {
    private static CertificateAuthority ca;
    private static KeyMaterial material;

    private final Path folder;
    private final Path store;

    ImportScriptsTest(@TempDir Path root) {
        // A blank in every path, as on half of all machines.
        this.folder = root.resolve("USB key/cic1");
        this.store = root.resolve("my store/certs");
    }

    @BeforeAll
    static void makeCertificate() throws Exception {
        ca = CertificateAuthority.create("Test", Clock.systemUTC());
        material = ca.issue(CertificateProfile.of(Role.CIC, "cic1"));
    }

    @BeforeEach
    void writeFolder() throws Exception {
        new ServerBundle(material).write(folder, IfExists.REFUSE);
    }

    @Test
    void importsIntoTheStoreOfItsArgument() throws Exception {
        Answer answer = run("/elsewhere", store.toString());

        assertThat(answer.error()).isEmpty();
        assertThat(answer.output())
                .isEqualTo("Copied without a check: the aggregator command is not on this machine.\nStore: " + store
                        + "\nSuccessfully imported into the Subsystems certificate for cic1\n");
        assertThat(answer.exitCode()).isZero();
        assertThat(KeyMaterial.read(store)).isEqualTo(material);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.resolve("private.key"))))
                .isEqualTo("rw-------");
        assertThat(store.toFile().list()).containsExactlyInAnyOrder("certificate.pem", "private.key", "ca.pem");
    }

    @Test
    void importsIntoTheStoreOfTheVariable() throws Exception {
        Answer answer = run(store.toString());

        assertThat(answer.exitCode()).isZero();
        assertThat(KeyMaterial.read(store)).isEqualTo(material);
    }

    @Test
    void replacesAnOlderCertificate() throws Exception {
        KeyMaterial older = ca.issue(CertificateProfile.of(Role.CIC, "cic1"));
        new ServerBundle(older).write(store, IfExists.REFUSE);

        assertThat(run("", store.toString()).exitCode()).isZero();
        assertThat(KeyMaterial.read(store)).isEqualTo(material);
    }

    @Test
    void withoutStoreItSaysWhatIsMissing() throws Exception {
        assertRefused(
                run(""), "no store given (expected: the store's folder as first argument, or in AGGREGATOR_CERTS)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate.pem", "private.key", "ca.pem"})
    void missingOrEmptyFileIsNamedAndNothingIsImported(String file) throws Exception {
        Files.writeString(folder.resolve(file), "");
        assertRefused(run("", store.toString()), file + " is empty (expected: ");
        Files.delete(folder.resolve(file));
        assertRefused(run("", store.toString()), file + " is missing (expected: ");
        assertThat(store).doesNotExist();
    }

    @Test
    void itsOwnFolderIsNoStore() throws Exception {
        assertRefused(run("", folder + "/../cic1"), "is this script's own folder");
        assertThat(KeyMaterial.read(folder)).isEqualTo(material);
    }

    @Test
    void storeThatCannotBeMadeIsSaidSo() throws Exception {
        Path file = Files.createFile(folder.resolveSibling("file"));

        assertRefused(run("", file + "/certs"), "the folder " + file + "/certs cannot be made");
    }

    @Test
    void failureWhileCopyingLeavesTheOldFilesAlone() throws Exception {
        KeyMaterial older = ca.issue(CertificateProfile.of(Role.CIC, "cic1"));
        new ServerBundle(older).write(store, IfExists.REFUSE);
        Path cp = Files.createDirectories(folder.resolveSibling("broken")).resolve("cp");
        Files.writeString(cp, "#!/bin/sh\ncase \"$*\" in *ca.pem*) exit 1;; esac\nexec /bin/cp \"$@\"\n");
        Files.setPosixFilePermissions(cp, PosixFilePermissions.fromString("rwxr-xr-x"));

        Answer answer = run(Map.of("PATH", cp.getParent() + ":" + System.getenv("PATH")), List.of(store.toString()));

        assertRefused(answer, store + "/ca.pem cannot be written");
        assertThat(KeyMaterial.read(store)).isEqualTo(older);
        assertThat(store.toFile().list()).hasSize(5);
    }

    @Test
    void theAggregatorCommandDoesTheWorkWhereThereIsOne() throws Exception {
        Path home = folder.resolveSibling("the aggregator");
        program(home.resolve("bin/aggregator"), "for word; do echo \"[$word]\"; done; exit $ANSWER");

        Answer done = run(
                Map.of("AGGREGATOR_HOME", home.toString(), "ANSWER", "0"),
                List.of(store.toString(), "--host", "cic 1"));
        Answer refused = run(
                Map.of("AGGREGATOR_CERTS", store.toString(), "AGGREGATOR_HOME", home.toString(), "ANSWER", "5"),
                List.of("--replace"));

        assertThat(done.output())
                .isEqualTo("[certs]\n[import]\n[" + folder + "]\n[--to]\n[" + store + "]\n[--host]\n[cic 1]\n");
        assertThat(done.exitCode()).isZero();
        assertThat(refused.output()).endsWith("[" + store + "]\n[--replace]\n");
        assertThat(refused.error()).isEqualTo("The certificate for cic1 was not imported.\n");
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(store).doesNotExist();
    }

    @Test
    void theAggregatorCommandIsFoundOnThePath() throws Exception {
        Path bin = folder.resolveSibling("bin");
        program(bin.resolve("aggregator"), "echo found");

        Answer answer = run(Map.of("PATH", bin + ":" + System.getenv("PATH")), List.of(store.toString()));

        assertThat(answer.output()).isEqualTo("found\n");
    }

    @Test
    void wrongHomeOfTheAggregatorCommandIsSaid() throws Exception {
        assertRefused(
                run(Map.of("AGGREGATOR_HOME", "/no/such"), List.of(store.toString())),
                "AGGREGATOR_HOME is /no/such, and /no/such/bin/aggregator is no program");
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void batchFileIsWellFormedAsFarAsCanBeSeenFromHere() throws Exception {
        List<String> lines = Files.readString(folder.resolve("ImportSubsystemsCertificate.bat"))
                .lines()
                .toList();
        List<String> labels = lines.stream()
                .filter(line -> line.startsWith(":"))
                .map(line -> line.substring(1))
                .toList();

        for (String line : lines) {
            // A variable may hold blanks and ampersands: each use stands inside quotation marks, but for echo's text.
            if (!line.startsWith("rem ") && !line.contains("echo ")) {
                assertThat(line.chars().filter(c -> c == '"').count() % 2)
                        .describedAs(line)
                        .isZero();
            }
            // In echo's text an ampersand of a path would begin a command, and a parenthesis end a block: paths go
            // there as !NAME!.
            if (line.contains("echo ")) {
                assertThat(line).doesNotContain("%");
            }
            int jump = line.indexOf("goto ");
            if (jump >= 0) {
                assertThat(labels).contains(line.substring(jump + 5).strip());
            }
        }
        assertThat(String.join("\n", lines).chars().filter(c -> c == '(').count())
                .isEqualTo(
                        String.join("\n", lines).chars().filter(c -> c == ')').count());
        assertThat(lines).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 127));
    }

    @Test
    void batchFileHasWindowsLineEndsAndTheSameSentence() throws Exception {
        String batch = Files.readString(folder.resolve("ImportSubsystemsCertificate.bat"));

        assertThat(batch).contains("echo Successfully imported into the Subsystems certificate for cic1\r\n");
        assertThat(batch.replace("\r\n", "")).doesNotContain("\n", "\r", "@NAME@");
        assertThat(Files.readString(folder.resolve("ImportSubsystemsCertificate.sh")))
                .doesNotContain("\r", "@NAME@");
    }

    private static void assertRefused(Answer answer, String reason) {
        assertThat(answer.error())
                .contains("The certificate for cic1 was not imported: ")
                .contains(reason);
        assertThat(answer.output()).isEmpty();
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    private record Answer(int exitCode, String output, String error) {}

    private Answer run(String variable, String... arguments) throws IOException, InterruptedException {
        return run(Map.of("AGGREGATOR_CERTS", variable), List.of(arguments));
    }

    private Answer run(Map<String, String> variables, List<String> arguments) throws IOException, InterruptedException {
        Path error = folder.resolveSibling("error.txt");
        ProcessBuilder builder = new ProcessBuilder(
                folder.resolve("ImportSubsystemsCertificate.sh").toString());
        builder.command().addAll(arguments);
        builder.environment().keySet().removeIf(name -> name.startsWith("AGGREGATOR_"));
        builder.environment().putAll(variables);
        Process process = builder.redirectError(error.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), output, Files.readString(error));
    }
}
