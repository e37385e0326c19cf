package org.statusaggregator.core.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;

/**
 * The batch file, run by Wine's {@code cmd}. Not part of the build, which does not ask for Wine: {@code -Dtest=ImportScriptUnderWine}. Wine's {@code icacls} does nothing, so
 * that permissions are not tested here; and whatever a called batch file ends with but 0 is 1 there.
 */
class ImportScriptUnderWine {
    private static Path prefix;
    private static KeyMaterial material;

    private final Path typed;
    private final Path carried;
    private final Path store;
    private final Map<String, String> variables = new TreeMap<>();

    ImportScriptUnderWine(@TempDir Path root) {
        this.typed = root.resolve("typed.bat");
        this.carried = root.resolve("USB key & more/cic1");
        this.store = root.resolve("Program Files (x86)/my certs");
    }

    /** @param folder where Wine keeps its Windows, for all tests */
    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        prefix = folder;
        material =
                CertificateAuthority.create("Test", Clock.systemUTC()).issue(CertificateProfile.of(Role.CIC, "cic1"));
    }

    @BeforeEach
    void writeFolder() throws Exception {
        new ServerBundle(material).write(carried, IfExists.REFUSE);
    }

    private record Answer(int exitCode, String output) {}

    @Test
    void importsIntoTheStoreOfItsArgumentAndDoesNoHarmASecondTime() throws Exception {
        for (int time = 0; time < 2; time++) {
            Answer answer = run(quoted(store));

            assertThat(answer.output())
                    .isEqualTo("Copied without a check: the aggregator command is not on this machine.\nStore: "
                            + windows(store) + "\nSuccessfully imported into the Subsystems certificate for cic1\n");
            assertThat(answer.exitCode()).isZero();
            for (String file : new String[] {"certificate.pem", "private.key", "ca.pem"}) {
                assertThat(store.resolve(file)).hasSameBinaryContentAs(carried.resolve(file));
            }
            assertThat(store.toFile().list()).hasSize(3);
        }
    }

    @Test
    void importsIntoTheStoreOfTheVariableAndWaitsForAKey() throws Exception {
        variables.put("AGGREGATOR_CERTS", windows(store));

        Answer answer = run("");

        assertThat(answer.output())
                .contains("Successfully imported into the Subsystems certificate for cic1", "Press any key");
        assertThat(store.resolve("private.key")).exists();
    }

    @Test
    void withoutStoreItSaysWhatIsMissing() throws Exception {
        assertRefused(
                run(""), "no store given, expected: the store's folder as first argument, or in AGGREGATOR_CERTS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate.pem", "private.key", "ca.pem"})
    void missingOrEmptyFileIsNamedAndNothingIsImported(String file) throws Exception {
        Files.writeString(carried.resolve(file), "");
        assertRefused(run(quoted(store)), windows(carried.resolve(file)) + " is empty, expected: ");
        Files.delete(carried.resolve(file));
        assertRefused(run(quoted(store)), windows(carried.resolve(file)) + " is missing, expected: ");
        assertThat(store).doesNotExist();
    }

    @Test
    void itsOwnFolderIsNoStore() throws Exception {
        assertRefused(run(quoted(carried)), "is this script's own folder");
    }

    @Test
    void storeThatCannotBeMadeIsSaidSo() throws Exception {
        Path file = Files.createFile(carried.resolveSibling("file"));

        assertRefused(run(quoted(file.resolve("certs"))), "file\\certs cannot be made");
    }

    @Test
    void theAggregatorCommandDoesTheWorkWhereThereIsOne() throws Exception {
        Path home = carried.resolveSibling("the aggregator");
        Path program = home.resolve("bin/aggregator.bat");
        Files.createDirectories(program.getParent());
        Files.write(
                program,
                List.of("@echo off", ":next", "if \"%~1\"==\"\" exit /b %ANSWER%", "echo [%~1]", "shift", "goto next"));
        variables.put("AGGREGATOR_HOME", windows(home));
        variables.put("ANSWER", "0");
        String expected = "[certs]\n[import]\n[" + windows(carried) + "\\.]\n[--to]\n[" + windows(store)
                + "]\n[--host]\n[cic 1]\n";

        assertThat(run(quoted(store) + " --host \"cic 1\"")).isEqualTo(new Answer(0, expected));

        variables.put("AGGREGATOR_CERTS", windows(store));
        variables.put("ANSWER", "5");
        Answer refused = run("--replace");
        assertThat(refused.output())
                .endsWith("[" + windows(store)
                        + "]\n[--replace]\nThe certificate for cic1 was not imported: the reason stands above\n");
        assertThat(refused.exitCode()).isNotZero();
    }

    @Test
    void optionsNeedTheAggregatorCommandAndItsHomeMustBeRight() throws Exception {
        assertRefused(run(quoted(store) + " --replace"), "options are for the aggregator command");
        variables.put("AGGREGATOR_HOME", "C:\\none");
        assertRefused(run(quoted(store)), "C:\\none\\bin\\aggregator.bat does not exist");
        assertThat(store).doesNotExist();
    }

    private static void assertRefused(Answer answer, String reason) {
        assertThat(answer.output()).contains("The certificate for cic1 was not imported: ", reason);
        assertThat(answer.output()).doesNotContain("Successfully");
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    private static String windows(Path path) {
        return "Z:" + path.toString().replace('/', '\\');
    }

    private static String quoted(Path path) {
        return '"' + windows(path) + '"';
    }

    /** As an administrator types it. */
    private Answer run(String arguments) throws IOException, InterruptedException {
        Path output = carried.resolveSibling("output.txt");
        String script = quoted(carried.resolve("ImportSubsystemsCertificate.bat"));
        Files.write(typed, List.of("@echo off", "call " + script + " " + arguments, "exit %ERRORLEVEL%"));
        ProcessBuilder builder = new ProcessBuilder("wine", "cmd", "/c", windows(typed));
        builder.environment().keySet().removeIf(name -> name.startsWith("AGGREGATOR_"));
        builder.environment().putAll(variables);
        builder.environment().put("WINEPREFIX", prefix.toString());
        builder.environment().put("WINEDEBUG", "-all");
        builder.environment().remove("DISPLAY");
        Process process = builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        return new Answer(
                process.exitValue(),
                Files.readString(output, StandardCharsets.ISO_8859_1).replace("\r", ""));
    }
}
