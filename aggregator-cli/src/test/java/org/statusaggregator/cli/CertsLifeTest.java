package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;

/** Certificates after the day on which they were made: list, inspect, verify, renew, revoke; requests, company CAs, the next CA. */
class CertsLifeTest {
    private static final String PASSPHRASE = "correct horse";

    /** One CA for all tests; opening it takes as long as a good passphrase protection does. */
    private static Path caFolder;

    private final Path temp;
    private final Path root;
    private final TestCli cli = new TestCli();

    CertsLifeTest(@TempDir Path folder) {
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
    void haveCa() throws IOException {
        Path folder = Files.createDirectories(CertificateAuthority.folder(root));
        for (String file : List.of("ca.pem", "ca.key")) {
            Files.copy(caFolder.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @AfterEach
    void close() {
        cli.close();
    }

    @Test
    void listShowsWhatBecameOfEachCertificate() throws Exception {
        run("generate", "--cic", "cic1", "--days", "20");
        run("generate", "--member", "sa1", "--localhost");
        run("renew", "sa1");

        Result result = run("list");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("sa1 +member +VALID +2028-11-22T12:00:00Z +sa1, localhost")
                .containsPattern("sa1 +member +REPLACED")
                .containsPattern("cic1 +cic +ENDS_SOON +2026-12-13T12:00:00Z")
                .contains(serial("sa1"));
        assertThat(run("list", "-o", "json").out())
                .contains(
                        "\"role\":\"member\"",
                        "\"addresses\":[\"127.0.0.1\",\"::1\"]",
                        "\"serialNumber\":\"" + serial("sa1"));
    }

    @Test
    void inspectShowsAFolderOrAFile() throws Exception {
        run("generate", "--cic", "cic1=hostA,hostB");

        assertThat(cli.run("certs", "inspect", root.resolve("cic1").toString(), "-o", "wide")
                        .out())
                .containsPattern("cic1 +cic +VALID +2028-11-22T12:00:00Z +cic1, hosta, hostb")
                .contains("EC 256", "CN=Example Corp Status Aggregator CA", serial("cic1"));
        assertThat(cli.run("certs", "inspect", root.resolve("ca/ca.pem").toString())
                        .out())
                .contains("Example Corp Status Aggregator CA");
        Result none = cli.run("certs", "inspect", temp.resolve("none").toString());
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("none: no such file or folder (expected: a certificate file");
    }

    @Test
    void renewKeepsNamesAndRoleAndMakesANewKey() throws Exception {
        run("generate", "--member", "sa1.corp.example.com", "--localhost", "--address", "192.0.2.7");
        KeyMaterial before = read("sa1");

        Result result = run("renew", "SA1");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("Made a certificate for the aggregator node sa1:")
                .contains("names        sa1, sa1.corp.example.com, localhost")
                .contains("Copy the folder " + root.resolve("sa1") + " to the server sa1");
        KeyMaterial after = read("sa1");
        assertThat(PeerIdentity.of(after.certificate())).isEqualTo(PeerIdentity.of(before.certificate()));
        assertThat(after.certificate().getSubjectAlternativeNames())
                .containsExactlyInAnyOrderElementsOf(before.certificate().getSubjectAlternativeNames());
        assertThat(after.certificate().getPublicKey())
                .isNotEqualTo(before.certificate().getPublicKey());
    }

    @Test
    void renewWithoutNamesTakesWhatEndsSoon() throws Exception {
        run("generate", "--cic", "cic1", "--days", "20");
        run("generate", "--cic", "cic2");
        String untouched = serial("cic2");

        assertThat(run("renew").out()).contains("CIC server cic1").doesNotContain("cic2");
        assertThat(serial("cic2")).isEqualTo(untouched);
        assertThat(run("renew").out()).isEqualTo("No certificate ends within 30 days.\n");
        Result unknown = run("renew", "cic9");
        assertThat(unknown.code()).isEqualTo(6);
        assertThat(unknown.err()).contains("has made no certificate for cic9 (expected: one of [cic1, cic2])");
    }

    @Test
    void needsRenewalAnswersByItsExitCode() throws Exception {
        run("generate", "--cic", "cic1", "--days", "20");
        run("generate", "--cic", "cic2");

        assertThat(needsRenewal("cic2").code()).isZero();
        Result soon = needsRenewal("cic1");
        assertThat(soon.code()).isEqualTo(3);
        assertThat(soon.err())
                .isEqualTo("cic1 (" + root.resolve("cic1") + ") ends in 20 days, at 2026-12-13T12:00:00Z\n");
        assertThat(cli.run(
                                "certs",
                                "needs-renewal",
                                "--within",
                                "10d",
                                root.resolve("cic1").toString())
                        .code())
                .isZero();
        CertificateAuthority ca =
                CertificateAuthority.create("Old", InstantSource.fixed(TestCli.NOW.minus(Duration.ofDays(4000))));
        Path expired = Files.writeString(
                temp.resolve("expired.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + java.util.Base64.getMimeEncoder()
                                .encodeToString(ca.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        assertThat(cli.run("certs", "needs-renewal", root.resolve("cic1").toString(), expired.toString())
                        .code())
                .isEqualTo(5);
    }

    @Test
    void revokedCertificatesAreListedAndTravelWithNewOnes() throws Exception {
        run("generate", "--cic", "cic1", "--member", "sa1");
        X509Certificate stolen = read("cic1").certificate();

        Result result = run("revoke", "cic1");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("Revoked the certificate of cic1 with serial number "
                        + stolen.getSerialNumber().toString(16))
                .contains("carry " + root.resolve("ca/crl.pem") + " to every node");
        assertThat(run("list").out()).containsPattern("cic1 +cic +REVOKED");
        assertThat(openssl(
                        "crl",
                        "-in",
                        root.resolve("ca/crl.pem").toString(),
                        "-CAfile",
                        root.resolve("ca/ca.pem").toString(),
                        "-noout",
                        "-text"))
                .contains("verify OK")
                .containsIgnoringCase(stolen.getSerialNumber().toString(16));
        run("renew", "sa1");
        assertThat(read("sa1").crls()).hasSize(1);

        run("generate", "--cic", "cic2");
        assertThat(run("revoke", "--serial", serial("cic2")).code()).isZero();
        assertThat(openssl(
                        "verify",
                        "-crl_check",
                        "-CRLfile",
                        root.resolve("ca/crl.pem").toString(),
                        "-CAfile",
                        root.resolve("ca/ca.pem").toString(),
                        root.resolve("cic2/certificate.pem").toString()))
                .contains("certificate revoked");
        assertThat(run("revoke", "cic7").code()).isEqualTo(6);
        assertThat(run("revoke").code()).isEqualTo(2);
    }

    @Test
    void verifyTellsWhetherAFolderIsGood() throws Exception {
        run("generate", "--cic", "cic1");

        assertThat(cli.run("certs", "verify", root.resolve("cic1").toString()).out())
                .isEqualTo(root.resolve("cic1")
                        + " is good: CIC server cic1, until 2028-11-22; no list of revoked certificates\n");
        run("generate", "--cic", "cic2");
        Files.copy(
                root.resolve("cic2/certificate.pem"),
                root.resolve("cic1/certificate.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        Result mixed = cli.run("certs", "verify", root.resolve("cic1").toString());
        assertThat(mixed.code()).isEqualTo(5);
        assertThat(mixed.err()).contains("private.key is not the key of the certificate");
    }

    @Test
    void aRequestIsSignedForTheNamesThatTheAdministratorSaysAndItsKeyStaysAway() throws Exception {
        Path key = temp.resolve("own.key");
        Path csr = temp.resolve("own.csr");
        openssl(
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                key.toString(),
                "-out",
                csr.toString(),
                "-subj",
                "/OU=admin/CN=mallory");

        Result result = run("generate", "--cic", "cic1", "--csr", csr.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("key          stays where the request was made");
        assertThat(root.resolve("cic1/private.key")).doesNotExist();
        Result imported = cli.run(
                "certs",
                "import",
                root.resolve("cic1").toString(),
                "--to",
                temp.resolve("store").toString(),
                "--key",
                key.toString());
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(PeerIdentity.of(KeyMaterial.read(temp.resolve("store")).certificate())
                        .name())
                .isEqualTo("cic1");
        assertThat(run("generate", "--cic", "cic2", "cic3", "--csr", csr.toString())
                        .err())
                .contains("--csr: one request for 2 names (expected: exactly one name)");
        Files.writeString(csr, "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n");
        Result bad = run("generate", "--cic", "cic2", "--csr", csr.toString());
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err()).contains("own.csr\" (expected: PEM, as openssl req makes it");
    }

    @Test
    void aCompanysIntermediateCaIsTakenOver() throws Exception {
        Path chain = companyCa();
        Path other = temp.resolve("company");

        Result init = cli.run(
                "certs",
                "init",
                "--root",
                other.toString(),
                "--ca-certificate",
                chain.toString(),
                "--ca-key",
                temp.resolve("sub.key").toString());
        Result generate = cli.run("certs", "generate", "--root", other.toString(), "--member", "sa1");

        assertThat(init.err()).isEmpty();
        assertThat(init.out()).contains("Took over the CA \"Company Issuing CA\":");
        assertThat(generate.err()).isEmpty();
        KeyMaterial sa1 = KeyMaterial.read(other.resolve("sa1"));
        assertThat(sa1.chain()).hasSize(2);
        assertThat(sa1.authorities()).singleElement().satisfies(authority -> assertThat(
                        authority.getSubjectX500Principal().getName())
                .contains("Company Root"));
        assertThat(openssl(
                        "verify",
                        "-no_check_time",
                        "-CAfile",
                        other.resolve("sa1/ca.pem").toString(),
                        "-untrusted",
                        other.resolve("sa1/certificate.pem").toString(),
                        other.resolve("sa1/certificate.pem").toString()))
                .contains("OK");
        String both = Files.readString(other.resolve("sa1/certificate.pem"));
        Files.writeString(other.resolve("sa1/certificate.pem"), both.substring(0, both.indexOf("-----END") + 26));
        Result cut = cli.run(
                "certs",
                "import",
                other.resolve("sa1").toString(),
                "--to",
                temp.resolve("store").toString());
        assertThat(cut.code()).isEqualTo(5);
        assertThat(cut.err()).contains("leads to none of the trusted CAs");
    }

    @Test
    void theNextCaIsTrustedBesideTheOldOneWhileBothAreInUse() throws Exception {
        Path next = temp.resolve("next");
        run("generate", "--cic", "cic1");

        Result init = cli.run(
                "certs",
                "init",
                "--root",
                next.toString(),
                "--name",
                "Next",
                "--trust",
                root.resolve("ca/ca.pem").toString());
        cli.run(
                "certs",
                "import",
                root.resolve("cic1").toString(),
                "--to",
                temp.resolve("store").toString());
        Result both = cli.run(
                "certs",
                "import",
                next.resolve("ca/trust.pem").toString(),
                "--to",
                temp.resolve("store").toString());

        assertThat(init.out()).contains("trusted too  Example Corp Status Aggregator CA");
        assertThat(both.code()).as(both.err()).isZero();
        assertThat(KeyMaterial.read(temp.resolve("store")).authorities()).hasSize(2);
        cli.run("certs", "generate", "--root", next.toString(), "--cic", "cic1");
        assertThat(KeyMaterial.read(next.resolve("cic1")).authorities()).hasSize(2);
        assertThat(cli.run(
                                "certs",
                                "import",
                                next.resolve("cic1").toString(),
                                "--to",
                                temp.resolve("store").toString())
                        .code())
                .isZero();
        assertThat(cli.run(
                                "certs",
                                "import",
                                next.resolve("ca/ca.pem").toString(),
                                "--to",
                                temp.resolve("store").toString())
                        .code())
                .isZero();
        assertThat(KeyMaterial.read(temp.resolve("store")).authorities()).hasSize(1);
    }

    private Path companyCa() throws Exception {
        Path config = Files.writeString(
                temp.resolve("ca.cnf"),
                "[v3]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                temp.resolve("root.key").toString(),
                "-out",
                temp.resolve("root.pem").toString(),
                "-subj",
                "/O=Company/CN=Company Root",
                "-days",
                "4000");
        openssl(
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-384",
                "-passout",
                "pass:" + PASSPHRASE,
                "-keyout",
                temp.resolve("sub.key").toString(),
                "-out",
                temp.resolve("sub.csr").toString(),
                "-subj",
                "/O=Company/CN=Company Issuing CA");
        openssl(
                "x509",
                "-req",
                "-in",
                temp.resolve("sub.csr").toString(),
                "-CA",
                temp.resolve("root.pem").toString(),
                "-CAkey",
                temp.resolve("root.key").toString(),
                "-CAcreateserial",
                "-days",
                "3000",
                "-extfile",
                config.toString(),
                "-extensions",
                "v3",
                "-out",
                temp.resolve("sub.pem").toString());
        return Files.writeString(
                temp.resolve("chain.pem"),
                Files.readString(temp.resolve("sub.pem")) + Files.readString(temp.resolve("root.pem")));
    }

    private Result needsRenewal(String name) {
        return cli.run("certs", "needs-renewal", root.resolve(name).toString());
    }

    private Result run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of("certs", command, "--root", root.toString()));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(new String[0]));
    }

    private KeyMaterial read(String name) throws Exception {
        return KeyMaterial.read(root.resolve(name));
    }

    private String serial(String name) throws Exception {
        return read(name).certificate().getSerialNumber().toString(16);
    }

    private static String openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
