package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;

/** Certificates after the day on which they were made: list, inspect, verify, renew, revoke. */
class CertsLifeTest extends CertsFixture {
    CertsLifeTest(@TempDir Path folder) {
        super(folder);
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

    private Result needsRenewal(String name) {
        return cli.run("certs", "needs-renewal", root.resolve(name).toString());
    }
}
