package org.statusaggregator.core.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;

class OpensslAgreesTest {
    private static final String PASSPHRASE = "correct horse";

    private static Path root;
    private static CertificateAuthority ca;

    @BeforeAll
    static void makeCa(@TempDir Path folder) throws Exception {
        root = folder;
        ca = CertificateAuthority.create("Example Corp", Clock.systemUTC());
        ca.save(root, PASSPHRASE.toCharArray());
        Openssl.requireInstalled();
    }

    @Test
    void serversCertificateVerifiesForBothPurposesAndItsNames() throws Exception {
        InetAddress address = CertificateProfile.address("192.0.2.7");
        Path folder = write(
                "sa1",
                ca.issue(CertificateProfile.of(Role.MEMBER, "sa1.example.com").withAddress(address)));

        assertVerifies(folder, "-purpose", "sslserver", "-verify_hostname", "sa1");
        assertVerifies(folder, "-purpose", "sslserver", "-verify_hostname", "sa1.example.com");
        assertVerifies(folder, "-purpose", "sslserver", "-verify_ip", "192.0.2.7");
        assertVerifies(folder, "-purpose", "sslclient");
        assertThat(verify(folder, "-verify_hostname", "sa2").text()).contains("hostname mismatch");
    }

    @Test
    void adminsCertificateVerifiesForClientsOnly() throws Exception {
        Path folder = write("anna", ca.issue(CertificateProfile.of(Role.ADMIN, "anna")));

        assertVerifies(folder, "-purpose", "sslclient");
        assertThat(verify(folder, "-purpose", "sslserver").exitCode()).isNotZero();
    }

    @Test
    void expiredCertificateAndOthersCaDoNotVerify() throws Exception {
        InstantSource longAgo = InstantSource.fixed(Instant.now().minus(Duration.ofDays(3)));
        Path expired = write(
                "expired",
                ca.at(longAgo).issue(CertificateProfile.of(Role.CIC, "expired").validFor(Duration.ofDays(1))));
        KeyMaterial other = CertificateAuthority.create("Example Corp", Clock.systemUTC())
                .issue(CertificateProfile.of(Role.CIC, "cic1"));
        Path mixed = write("mixed", new KeyMaterial(other.key(), other.chain(), List.of(ca.certificate())));

        assertThat(verify(expired).text()).contains("certificate has expired");
        assertThat(verify(mixed).exitCode()).isNotZero();
    }

    @Test
    void certificateReadsAsIntended() throws Exception {
        Path folder = write(
                "cic1",
                ca.issue(CertificateProfile.of(Role.CIC, "cic1=hosta,hostb").withLocalhost()));

        String text = Openssl.run(
                        "x509",
                        "-noout",
                        "-text",
                        "-subject",
                        "-issuer",
                        "-nameopt",
                        "RFC2253",
                        "-in",
                        folder.resolve("certificate.pem").toString())
                .text();

        assertThat(text)
                .contains("Signature Algorithm: ecdsa-with-SHA256")
                .contains("issuer=CN=Example Corp Status Aggregator CA")
                .contains("subject=CN=cic1,OU=cic")
                .contains("ASN1 OID: prime256v1")
                .contains(
                        "DNS:cic1, DNS:hosta, DNS:hostb, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1")
                .contains("X509v3 Authority Key Identifier", "X509v3 Subject Key Identifier")
                .contains("Digital Signature")
                .contains("CA:FALSE")
                .doesNotContain("DirName:");
    }

    @Test
    void caReadsAsIntended() throws Exception {
        Path certificate = root.resolve("ca/ca.pem");

        String text = Openssl.run("x509", "-noout", "-text", "-in", certificate.toString())
                .text();

        assertThat(text)
                .contains("X509v3 Basic Constraints: critical", "CA:TRUE, pathlen:0")
                .contains("X509v3 Key Usage: critical", "Certificate Sign, CRL Sign");
        assertThat(Openssl.run("verify", "-CAfile", certificate.toString(), certificate.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void caKeyOpensWithItsPassphraseOnlyAndIsWellProtected() throws Exception {
        String key = root.resolve("ca/ca.key").toString();

        assertThat(Openssl.run("pkey", "-in", key, "-passin", "pass:" + PASSPHRASE, "-noout", "-text")
                        .text())
                .contains("NIST CURVE: P-256");
        assertThat(Openssl.run("pkey", "-in", key, "-passin", "pass:wrong", "-noout")
                        .exitCode())
                .isNotZero();
        assertThat(Openssl.run("asn1parse", "-in", key).text())
                .contains("PBES2", "PBKDF2", "hmacWithSHA256", "aes-256-cbc")
                .contains("INTEGER           :0927C0");
    }

    private static Path write(String name, KeyMaterial material) throws Exception {
        Path folder = root.resolve(name);
        new ServerBundle(material).write(folder, IfExists.REFUSE);
        return folder;
    }

    private static void assertVerifies(Path folder, String... options) throws Exception {
        Openssl.Answer answer = verify(folder, options);
        assertThat(answer.text()).isEqualToIgnoringNewLines(folder.resolve("certificate.pem") + ": OK");
        assertThat(answer.exitCode()).isZero();
    }

    private static Openssl.Answer verify(Path folder, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "verify", "-x509_strict", "-CAfile", folder.resolve("ca.pem").toString()));
        arguments.addAll(List.of(options));
        arguments.add(folder.resolve("certificate.pem").toString());
        return Openssl.run(arguments.toArray(new String[0]));
    }
}
