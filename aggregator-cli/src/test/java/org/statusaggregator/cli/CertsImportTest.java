package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;

class CertsImportTest {
    private static final InstantSource CLOCK = InstantSource.fixed(TestCli.NOW);

    private final TestCli cli = new TestCli();
    private final CertificateAuthority ca;
    private final Path folder;
    private final Path store;

    CertsImportTest(@TempDir Path root) throws GeneralSecurityException {
        ca = CertificateAuthority.create("Example Corp", CLOCK);
        folder = root.resolve("usb/cic1");
        store = root.resolve("etc/certs");
        cli.variables.put("COMPUTERNAME", "CIC1");
    }

    @AfterEach
    void close() {
        cli.close();
    }

    @Test
    void aGoodFolderIsInstalledAndSaidSo() throws Exception {
        KeyMaterial material = carry(cic("cic1=hostA,hostB"));

        Result result = run("--to", store.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualToNormalizingNewlines(
                        """
                        Importing FOLDER
                          holder       CIC server cic1
                          names        cic1, hosta, hostb
                          valid until  2028-11-22
                          CA           Example Corp Status Aggregator CA
                        Store: STORE
                        Successfully imported into the Subsystems certificate for cic1
                        """
                                .replace("FOLDER", folder.toString())
                                .replace("STORE", store.toString()));
        assertThat(KeyMaterial.read(store)).isEqualTo(material);
        assertThat(permissions(store)).isEqualTo("rwx------");
        assertThat(permissions(store.resolve("private.key"))).isEqualTo("rw-------");
        assertThat(files()).containsExactly("ca.pem", "certificate.pem", "private.key");
    }

    @Test
    void theSecondTimeNothingIsTouched() throws Exception {
        carry(cic("cic1"));
        cli.variables.put("AGGREGATOR_CERTS", store.toString());
        run();
        FileTime then = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(store.resolve("private.key"), then);

        Result again = run();

        assertThat(again.code()).isZero();
        assertThat(again.out())
                .contains(", which held all of it already")
                .endsWith("Successfully imported into the Subsystems certificate for cic1\n");
        assertThat(Files.getLastModifiedTime(store.resolve("private.key"))).isEqualTo(then);
    }

    @Test
    void aRenewedCertificateTakesTheOldOnesPlace() throws Exception {
        carry(cic("cic1"));
        run("--to", store.toString());
        KeyMaterial renewed = carry(cic("cic1"));
        Files.setPosixFilePermissions(store.resolve("private.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(run("--to", store.toString()).code()).isZero();

        assertThat(KeyMaterial.read(store)).isEqualTo(renewed);
    }

    @Test
    void somebodyElsesCertificateStaysUntilReplaceIsSaid() throws Exception {
        KeyMaterial other = ca.issue(cic("cic2"));
        new ServerBundle(other).write(store, IfExists.REFUSE);
        carry(cic("cic1"));

        assertRefused(
                run("--to", store.toString()),
                5,
                store
                        + " holds the certificate of cic cic2 (expected: an empty folder, or one of cic cic1; --replace)");
        assertThat(KeyMaterial.read(store)).isEqualTo(other);
        assertThat(run("--to", store.toString(), "--replace").code()).isZero();
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsImported() throws Exception {
        CertificateProfile day = cic("cic1").validFor(Duration.ofDays(1));

        carry(at(-2).issue(day));
        assertNotImported(5, "certificate CN=cic1, OU=cic expired at 2026-11-22T12:00:00Z");
        carry(at(2).issue(day));
        assertNotImported(5, "certificate CN=cic1, OU=cic is valid from 2026-11-25");
        KeyMaterial material = carry(cic("cic1"));
        write(
                "ca.pem",
                CertificateAuthority.create("Example Corp", CLOCK).certificate().getEncoded());
        assertNotImported(5, "leads to none of the trusted CAs");
        new ServerBundle(material)
                .with(Optional.of(ca.revoke(Optional.empty(), List.of(material.certificate()))))
                .write(folder, IfExists.REPLACE);
        assertNotImported(5, "was revoked on 2026-11-23T12:00:00Z");
        carry(cic("cic1"));
        Files.writeString(folder.resolve("private.key"), "");
        assertNotImported(5, "private.key holds no private key (expected: unencrypted PKCS#8 PEM)");
        carry(cic("cic1"));
        write("certificate.pem", ca.issue(cic("cic1")).certificate().getEncoded());
        assertNotImported(5, "private.key is not the key of the certificate in " + folder.resolve("certificate.pem"));
        Files.delete(folder.resolve("ca.pem"));
        assertNotImported(2, "ca.pem: no such file or folder");
    }

    @Test
    void anotherServersFolderIsRemarkedUponAndRefusedOnRequest() throws Exception {
        carry(cic("cic2"));

        Result strict = run("--to", store.toString(), "--host", "cic1.corp.example.com");
        assertRefused(
                strict,
                5,
                "the certificate is for cic2 and not for cic1.corp.example.com (expected: the folder of this server)");
        assertThat(store).doesNotExist();

        Result lenient = run("--to", store.toString());
        assertThat(lenient.err())
                .isEqualTo(
                        "Note: this machine is called CIC1, the certificate is for cic2: is this the right folder?\n");
        assertThat(lenient.code()).isZero();
    }

    @Test
    void aKeyThatOthersCouldReadAndAnEndThatIsNearAreRemarkedUpon() throws Exception {
        carry(cic("cic1").validFor(Duration.ofDays(20)));
        Files.setPosixFilePermissions(folder.resolve("private.key"), PosixFilePermissions.fromString("rwxr-xr-x"));

        Result result = run("--to", store.toString());

        assertThat(result.code()).isZero();
        assertThat(result.err())
                .isEqualToNormalizingNewlines(
                        """
                        Note: others on this machine could read the key: delete it there now
                        Note: the certificate ends in 20 days: have it renewed
                        """);
    }

    @Test
    void aStoreThatOthersMayChangeIsRefused() throws Exception {
        carry(cic("cic1"));
        Files.createDirectories(store);
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxrwxr-x"));

        assertRefused(run("--to", store.toString()), 5, "may be changed by others: permissions rwxrwxr-x");
        assertThat(files()).isEmpty();
    }

    @Test
    void theFolderItselfIsNoStore() throws Exception {
        carry(cic("cic1"));

        assertRefused(run("--to", folder + "/../cic1"), 5, "is the folder to import itself");
    }

    @Test
    void failureHalfWayLeavesTheOldFiles() throws Exception {
        carry(cic("cic1"));
        run("--to", store.toString());
        KeyMaterial held = KeyMaterial.read(store);
        new ServerBundle(ca.issue(cic("cic1")))
                .with(Optional.of(ca.revoke(Optional.empty(), List.of())))
                .write(folder, IfExists.REPLACE);
        Files.createDirectories(store.resolve("crl.pem/full")); // cannot be replaced by a file, and is the last

        Result result = run("--to", store.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("was not imported: ", "crl.pem");
        Files.delete(store.resolve("crl.pem/full"));
        Files.delete(store.resolve("crl.pem"));
        assertThat(KeyMaterial.read(store)).isEqualTo(held);
        assertThat(files()).containsExactly("ca.pem", "certificate.pem", "private.key");
    }

    @Test
    void aListOfRevokedCertificatesIsImportedAloneAndNeverAnOlderOne() throws Exception {
        carry(cic("cic1"));
        run("--to", store.toString());
        var first = ca.revoke(Optional.empty(), List.of());
        var second = ca.revoke(Optional.of(first), List.of(ca.issue(cic("cic9")).certificate()));
        Path file = folder.resolveSibling("crl.pem");

        Files.writeString(file, pem("X509 CRL", second.getEncoded()));
        assertThat(cli.run("certs", "import", file.toString(), "--to", store.toString())
                        .out())
                .endsWith(
                        "Successfully imported the list of revoked certificates by [CN=Example Corp Status Aggregator CA]\n");
        assertThat(KeyMaterial.read(store).crls()).containsExactly(second);

        Files.writeString(file, pem("X509 CRL", first.getEncoded()));
        assertRefused(
                cli.run("certs", "import", file.toString(), "--to", store.toString()),
                5,
                "has number 1, the store has number 2 (expected: a newer one)");

        run("--to", store.toString());
        assertThat(KeyMaterial.read(store).crls()).containsExactly(second);
    }

    @Test
    void newCasAreImportedAloneIfTheOwnCertificateIsStillTrusted() throws Exception {
        carry(cic("cic1"));
        run("--to", store.toString());
        CertificateAuthority next = CertificateAuthority.create("Example Corp", CLOCK);
        Path file = folder.resolveSibling("trust.pem");

        Files.writeString(file, pem("CERTIFICATE", next.certificate().getEncoded()));
        assertRefused(
                cli.run("certs", "import", file.toString(), "--to", store.toString()),
                5,
                "with these CAs the store's own certificate would not be trusted");

        Files.writeString(
                file,
                pem("CERTIFICATE", next.certificate().getEncoded())
                        + pem("CERTIFICATE", ca.certificate().getEncoded()));
        assertThat(cli.run("certs", "import", file.toString(), "--to", store.toString())
                        .code())
                .isZero();
        assertThat(KeyMaterial.read(store).authorities()).containsExactly(next.certificate(), ca.certificate());
    }

    @Test
    void aKeyThatStayedOnItsMachineIsGivenByItself() throws Exception {
        KeyMaterial material = carry(cic("cic1"));
        Path key = Files.move(folder.resolve("private.key"), folder.resolveSibling("own.key"));

        assertThat(run("--to", store.toString()).err()).contains("private.key: no such file");
        assertThat(run("--to", store.toString(), "--key", key.toString()).code())
                .isZero();
        assertThat(KeyMaterial.read(store)).isEqualTo(material);
    }

    @Test
    void withoutStoreItSaysWhatIsMissing() throws Exception {
        carry(cic("cic1"));
        cli.variables.remove("AGGREGATOR_CERTS");

        assertRefused(run(), 2, "no store given (expected: --to STORE, or the variable AGGREGATOR_CERTS)");
    }

    private static void assertRefused(Result result, int code, String reason) {
        assertThat(result.err()).startsWith("aggregator certs import: ").contains(reason);
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.out()).doesNotContain("Successfully");
    }

    private void assertNotImported(int code, String reason) {
        assertRefused(run("--to", store.toString()), code, reason);
        assertThat(store).doesNotExist();
    }

    private Result run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("certs", "import", folder.toString()));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(new String[0]));
    }

    private static CertificateProfile cic(String text) {
        return CertificateProfile.of(Role.CIC, text);
    }

    private CertificateAuthority at(int days) {
        return ca.at(InstantSource.fixed(TestCli.NOW.plus(Duration.ofDays(days))));
    }

    private KeyMaterial carry(CertificateProfile profile) throws Exception {
        return carry(ca.issue(profile));
    }

    private KeyMaterial carry(KeyMaterial material) throws Exception {
        new ServerBundle(material).write(folder, IfExists.REPLACE);
        return material;
    }

    private void write(String file, byte[] certificate) throws IOException {
        Path written = folder.resolveSibling("written.pem");
        Files.writeString(written, pem("CERTIFICATE", certificate));
        Files.move(written, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }

    /** What is in the store, but for the notes of {@link CertsImportAuditTest}. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.equals("imports.log"))
                    .sorted()
                    .toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
