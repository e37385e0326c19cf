package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.tls.KeyMaterial;

/** A root folder with a CA in it, and what tests of {@code certs} do all the time. */
abstract class CertsFixture {
    static final String PASSPHRASE = "correct horse";

    /** One CA for all tests; opening it takes as long as a good passphrase protection does. */
    private static Path caFolder;

    final Path temp;
    final Path root;
    final TestCli cli = new TestCli();

    CertsFixture(@TempDir Path folder) {
        temp = folder;
        root = folder.resolve("certificates");
        cli.variables.put("AGGREGATOR_CA_PASSPHRASE", PASSPHRASE);
    }

    @BeforeAll
    static void makeCa(@TempDir Path folder) throws Exception {
        CertificateAuthority.create("Example Corp", InstantSource.fixed(TestCli.NOW.minus(Duration.ofDays(1000))))
                .save(folder, PASSPHRASE.toCharArray());
        caFolder = CertificateAuthority.folder(folder);
    }

    @BeforeEach
    final void haveCa() throws IOException {
        Path folder = Files.createDirectories(CertificateAuthority.folder(root));
        for (String file : List.of("ca.pem", "ca.key")) {
            Files.copy(caFolder.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @AfterEach
    final void close() {
        cli.close();
    }

    final Result run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of("certs", command, "--root", root.toString()));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(new String[0]));
    }

    final KeyMaterial read(String name) throws Exception {
        return KeyMaterial.read(root.resolve(name));
    }

    final String serial(String name) throws Exception {
        return read(name).certificate().getSerialNumber().toString(16);
    }

    static String openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** Imports a folder or file into this test's one store. */
    final Result importIntoStore(Path from, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("certs", "import", from.toString(), "--to", store().toString()));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(new String[0]));
    }

    final Path store() {
        return temp.resolve("store");
    }
}
