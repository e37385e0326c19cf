package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.it.directory.Tool;

/** The part of {@link PageIT} that looks at the page's port with other people's programs, and does what the documents say. */
abstract class PagePortTests extends PageFixture {
    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath();
    private static final long SECONDS = 60;

    /** Runs a script of the shell to its end and answers what it printed. */
    private static String shell(String script) {
        try {
            Path output = FOLDER.resolve("shell.log");
            Process process = new ProcessBuilder("bash", "-c", script)
                    .directory(FOLDER.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(script + " did not end within " + SECONDS + " s");
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String openssl(String options) {
        return shell("openssl s_client -connect 127.0.0.1:" + setting.port(0) + " -servername localhost -brief "
                + options + "; echo ended with $?");
    }

    @Test
    @Order(15)
    void onlyTheProtocolsAndCiphersOfTheDocumentsAreSpoken() {
        Tool.require("openssl", "openssl");
        assertThat(openssl("-tls1_3")).contains("Protocol version: TLSv1.3", "ended with 0");
        assertThat(openssl("-tls1_2")).contains("Protocol version: TLSv1.2", "Ciphersuite: ECDHE-", "ended with 0");
        assertThat(openssl("-alpn h2,http/1.1")).contains("ended with 0");
        assertThat(shell("openssl s_client -connect 127.0.0.1:" + setting.port(0) + " -alpn h2,http/1.1"))
                .contains("ALPN protocol: h2");
        for (String refused : List.of(
                "-tls1_1 -cipher DEFAULT@SECLEVEL=0",
                "-tls1 -cipher DEFAULT@SECLEVEL=0",
                "-tls1_2 -cipher AES128-GCM-SHA256",
                "-tls1_2 -cipher AES256-SHA@SECLEVEL=0",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA",
                "-tls1_2 -cipher DHE-RSA-AES256-GCM-SHA384")) {
            assertThat(openssl(refused))
                    .as(refused)
                    .contains("alert")
                    .doesNotContain("ended with 0", "Protocol version");
        }
    }

    @Test
    @Order(16)
    void theAnswersHeadersAreThoseOfTheDocument() throws IOException {
        Tool.require("curl", "curl");
        List<String> expected = block(DOCS.resolve("page.md"), "$ curl -skI https://sa1:8443/");
        String answer = shell("curl -skI https://localhost:" + setting.port(0) + "/");

        assertThat(expected).hasSizeGreaterThan(8);
        assertThat(answer.lines().map(line -> line.strip().toLowerCase(Locale.ROOT)))
                .containsAll(expected.stream()
                        .map(line -> line.strip().toLowerCase(Locale.ROOT))
                        .toList())
                .noneMatch(line -> line.startsWith("server:") || line.startsWith("x-powered-by:"));
    }

    /** The lines below this one, to the end of its block. */
    private static List<String> block(Path file, String first) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int begin = lines.indexOf(first) + 1;
        assertThat(begin).as(first + " in " + file).isPositive();
        return lines.subList(begin, begin + lines.subList(begin, lines.size()).indexOf("```"));
    }

    @Test
    @Order(17)
    void theExamplesForCurlDoWhatTheyPromise() throws IOException {
        Path admin = cluster.certificates().folder(Role.ADMIN, "admin");
        StringBuilder script = new StringBuilder();
        List<String> commands = new ArrayList<>();
        for (String line : Files.readAllLines(DOCS.resolve("rest.md"))) {
            if (line.startsWith("$ ")) {
                String command = line.substring(2)
                        .replace("https://sa1:8443", "https://localhost:" + setting.port(0))
                        .replace("certs/admin/", admin + "/")
                        .replace("--cacert ca.pem", "--cacert " + admin + "/ca.pem")
                        .replace("contactList=people", "contactList=staff")
                        .replace("ann.lee@example.com", "s2@example.com")
                        .replace("\"ann\"", "\"" + PageSetting.ANN.email() + "\"")
                        .replace("\"…\"", "\"" + PageSetting.PASSWORD + "\"");
                commands.add(command);
                boolean call = command.startsWith("curl");
                script.append(call ? "echo '== '; timeout 4 " : "")
                        .append(command)
                        .append("; echo\n");
            }
        }
        String[] answers = shell(script.toString()).split("== \n", -1);

        assertThat(commands).hasSize(6);
        assertThat(answers[1]).startsWith("{\"cicServer\":\"cic1\",\"userId\":\"s2\"");
        assertThat(answers[2]).startsWith("{\"contacts\":[{").contains("\"matching\":", "Available");
        assertThat(answers[3]).startsWith("event: started").contains("event: snapshotEnd");
        assertThat(answers[4]).contains("\"antiForgeryToken\":\"");
        assertThat(answers[5]).startsWith("[{\"name\":\"").contains("\"staff\"");
    }
}
