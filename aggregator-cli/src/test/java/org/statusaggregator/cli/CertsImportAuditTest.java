package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;

/** Who imported what stands beside what was imported. */
class CertsImportAuditTest {
    private final TestCli cli = new TestCli();
    private final CertificateAuthority ca;
    private final Path folder;
    private final Path store;

    CertsImportAuditTest(@TempDir Path root) throws GeneralSecurityException {
        ca = CertificateAuthority.create("Example Corp", InstantSource.fixed(TestCli.NOW));
        folder = root.resolve("usb/cic1\n{\"event\":\"forged\"}");
        store = root.resolve("etc/certs");
        cli.variables.put("USER", "root");
        cli.variables.put("SUDO_USER", "anna");
    }

    @AfterEach
    void close() {
        cli.close();
    }

    @Test
    void importsAndRefusalsAreNotedWithWhoAndWhat() throws Exception {
        KeyMaterial material = ca.issue(CertificateProfile.of(Role.CIC, "cic1"));
        new ServerBundle(material).write(folder, IfExists.REFUSE);

        assertThat(run(folder)).isZero();
        assertThat(run(folder)).isZero();
        assertThat(run(folder.resolve("ca.pem"))).isZero();
        Files.writeString(folder.resolve("private.key"), "");
        assertThat(run(folder)).isEqualTo(5);

        List<Map<String, String>> entries = entries();
        assertThat(entries).hasSize(4).allSatisfy(entry -> assertThat(entry)
                .containsEntry("at", "2026-11-23T12:00:00Z")
                .containsEntry("event", "certificates-imported")
                .containsEntry("account", "anna as root")
                .hasEntrySatisfying("request", path -> assertThat(path).startsWith(folder.toString())));
        assertThat(entries.get(0))
                .containsEntry("result", "done")
                .containsEntry("certificate", "CN=cic1,OU=cic")
                .containsEntry(
                        "serial", material.certificate().getSerialNumber().toString(16))
                .containsEntry("about", "the certificate of cic1");
        assertThat(entries.get(1)).containsEntry("about", "the certificate of cic1, which was there already");
        assertThat(entries.get(2).get("about")).contains("the trusted CAs [CN=Example Corp");
        assertThat(entries.get(3))
                .containsEntry("result", "refused")
                .hasEntrySatisfying("reason", reason -> assertThat(reason).contains("holds no private key"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.resolve("imports.log"))))
                .isEqualTo("rw-------");
    }

    /** Whoever may change the folder could have the administrator write into any file. */
    @Test
    void aLinkIsNotFollowed() throws Exception {
        new ServerBundle(ca.issue(CertificateProfile.of(Role.CIC, "cic1"))).write(folder, IfExists.REFUSE);
        Path victim = Files.writeString(folder.resolveSibling("victim"), "as it was");
        Files.createDirectories(store);
        Files.createSymbolicLink(store.resolve("imports.log"), victim);

        TestCli.Result result = cli.run("certs", "import", folder.toString(), "--to", store.toString());

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("Note: this could not be noted in imports.log of the store");
        assertThat(victim).hasContent("as it was");
    }

    private int run(Path source) {
        return cli.run("certs", "import", source.toString(), "--to", store.toString())
                .code();
    }

    private List<Map<String, String>> entries() throws IOException {
        List<Map<String, String>> entries = new ArrayList<>();
        for (String line : Files.readAllLines(store.resolve("imports.log"))) {
            entries.add(new ObjectMapper().readValue(line, new TypeReference<Map<String, String>>() {}));
        }
        return entries;
    }
}
