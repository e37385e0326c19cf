package org.statusaggregator.core.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    private static CertificateAuthority ca;
    private static Path saved;

    private final Path root;

    CertificateAuthorityTest(@TempDir Path root) {
        this.root = root;
    }

    @BeforeAll
    static void makeCa(@TempDir Path folder) throws Exception {
        saved = folder;
        ca = CertificateAuthority.create("Example Corp", CLOCK);
        ca.save(saved, PASSPHRASE);
    }

    @Test
    void issuedCertificateSaysWhoItsHolderIs() throws Exception {
        PeerIdentity identity =
                PeerIdentity.of(ca.issue(CertificateProfile.of(Role.CIC, "cic1=hosta.example.com,hostb"))
                        .certificate());

        assertThat(identity)
                .isEqualTo(new PeerIdentity("cic1", Role.CIC, List.of("cic1", "hosta", "hosta.example.com", "hostb")));
    }

    @Test
    void everyRoleIsReadBack() throws Exception {
        for (Role role : Role.OF_CERTIFICATES) {
            PeerIdentity identity = PeerIdentity.of(
                    ca.issue(CertificateProfile.of(role, "anna")).certificate());
            assertThat(identity).isEqualTo(new PeerIdentity("anna", role, List.of("anna")));
        }
    }

    @Test
    void certificateIsSignedByTheCaAndForTheGivenTime() throws Exception {
        KeyMaterial issued = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1").validFor(Duration.ofDays(30)));

        X509Certificate certificate = issued.certificate();
        certificate.verify(ca.certificate().getPublicKey());
        assertThat(issued.authorities()).containsExactly(ca.certificate());
        assertThat(issued.keyFits()).isTrue();
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(certificate.getIssuerX500Principal())
                .isEqualTo(ca.certificate().getSubjectX500Principal());
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(ca.certificate().getBasicConstraints()).isZero();
        assertThat(ca.certificate().getNotAfter().toInstant()).isEqualTo(NOW.plus(Validity.AUTHORITY));
    }

    @Test
    void serversMayServeAndAdminsMayNot() throws Exception {
        String server = "1.3.6.1.5.5.7.3.1";
        String client = "1.3.6.1.5.5.7.3.2";

        assertThat(ca.issue(CertificateProfile.of(Role.MEMBER, "sa1"))
                        .certificate()
                        .getExtendedKeyUsage())
                .containsExactlyInAnyOrder(server, client);
        assertThat(ca.issue(CertificateProfile.of(Role.ADMIN, "anna"))
                        .certificate()
                        .getExtendedKeyUsage())
                .containsExactly(client);
    }

    @Test
    void serialNumbersAreLongAndDiffer() throws Exception {
        Set<String> serials = new HashSet<>();
        int longest = 0;
        for (int i = 0; i < 20; i++) {
            X509Certificate certificate =
                    ca.issue(CertificateProfile.of(Role.CIC, "cic1")).certificate();
            assertThat(certificate.getSerialNumber().signum()).isPositive();
            serials.add(certificate.getSerialNumber().toString());
            longest = Math.max(longest, certificate.getSerialNumber().bitLength());
        }
        assertThat(serials).hasSize(20);
        assertThat(longest).isBetween(110, 128);
    }

    @Test
    void anotherClockMakesAnExpiredCertificate() throws Exception {
        InstantSource longAgo = InstantSource.fixed(NOW.minus(Duration.ofDays(10)));

        KeyMaterial expired =
                ca.at(longAgo).issue(CertificateProfile.of(Role.CIC, "cic1").validFor(Duration.ofDays(1)));

        assertThatThrownBy(() -> expired.requireValidAt(NOW)).hasMessageContaining("expired at 2026-04-22T12:00:00Z");
    }

    @Test
    void noCertificateOutlivesItsCa() {
        CertificateAuthority old = ca.at(InstantSource.fixed(NOW.plus(Duration.ofDays(3600))));

        assertThat(old.remaining()).isEqualTo(Duration.ofDays(50));
        assertThatThrownBy(() -> old.issue(CertificateProfile.of(Role.MEMBER, "sa1")))
                .isInstanceOf(BadProfileException.class)
                .hasMessageContaining("validity of sa1: \"730 days from")
                .hasMessageContaining("(expected: no longer than its CA, which ends at 2036-04-28T12:00:00Z)");
    }

    @Test
    void savedCaOpensWithItsPassphraseAndGoesOn() throws Exception {
        CertificateAuthority opened = CertificateAuthority.open(saved, PASSPHRASE, CLOCK);

        assertThat(opened.certificate()).isEqualTo(ca.certificate());
        opened.issue(CertificateProfile.of(Role.MEMBER, "sa1"))
                .certificate()
                .verify(ca.certificate().getPublicKey());
    }

    @Test
    void keyOfTheCaIsPrivateAndEncrypted() throws Exception {
        Path key = saved.resolve("ca/ca.key");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(key).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved.resolve("ca"))))
                .isEqualTo("rwx------");
        assertThat(saved)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("."));
    }

    @Test
    void wrongPassphraseIsSaidSo() {
        assertThatThrownBy(() -> CertificateAuthority.open(saved, "wrong horse".toCharArray(), CLOCK))
                .isInstanceOf(WrongPassphraseException.class)
                .hasMessageContaining(saved.resolve("ca/ca.key") + ": wrong passphrase (expected: ");
    }

    @Test
    void laxCaKeyIsRefused() throws Exception {
        ca.save(root, PASSPHRASE);
        Path key = root.resolve("ca/ca.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> CertificateAuthority.open(root, PASSPHRASE, CLOCK))
                .hasMessageContaining(key + " is open to others than its owner: permissions rw-r-----");
    }

    @Test
    void existingCaIsNeverOverwritten() throws Exception {
        byte[] key = Files.readAllBytes(saved.resolve("ca/ca.key"));

        assertThatThrownBy(() -> CertificateAuthority.create("Other", CLOCK).save(saved, PASSPHRASE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(saved.resolve("ca") + ": exists already");
        assertThat(Files.readAllBytes(saved.resolve("ca/ca.key"))).isEqualTo(key);
    }

    @Test
    void keyOfAnotherCaIsRefused() throws Exception {
        CertificateAuthority.create("Other", CLOCK).save(root, PASSPHRASE);
        Files.copy(saved.resolve("ca/ca.pem"), root.resolve("ca/ca.pem"), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> CertificateAuthority.open(root, PASSPHRASE, CLOCK))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("is not the key of the CA in");
    }

    @Test
    void serversCertificateIsNoCa() throws Exception {
        ca.save(root, PASSPHRASE);
        KeyMaterial server = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1"));
        Files.writeString(root.resolve("ca/ca.pem"), Pem.of(server.chain()));

        assertThatThrownBy(() -> CertificateAuthority.open(root, PASSPHRASE, CLOCK))
                .hasMessageContaining("which is no CA (expected: a CA certificate)");
    }

    @Test
    void damagedAndMissingFilesAreNamed() throws Exception {
        assertThatThrownBy(() -> CertificateAuthority.open(root, PASSPHRASE, CLOCK))
                .hasMessageContaining(root.resolve("ca/ca.pem") + ": there is no CA here");
        ca.save(root, PASSPHRASE);
        Files.writeString(root.resolve("ca/ca.key"), "hello");
        assertThatThrownBy(() -> CertificateAuthority.open(root, PASSPHRASE, CLOCK))
                .hasMessageContaining("ca.key holds no encrypted key");
        Files.writeString(root.resolve("ca/ca.key"), Pem.of("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> CertificateAuthority.open(root, PASSPHRASE, CLOCK))
                .hasMessageContaining("ca.key is damaged");
        Files.writeString(root.resolve("ca/ca.pem"), "hello");
        assertThatThrownBy(() -> CertificateAuthority.open(root, PASSPHRASE, CLOCK))
                .hasMessageContaining("ca.pem is no certificate");
    }

    @Test
    void emptyPassphraseAndBadNamesAreRefused() {
        assertThatThrownBy(() -> ca.save(root, " ".toCharArray())).hasMessageContaining("passphrase");
        assertThat(root).isEmptyDirectory();
        assertThatThrownBy(() -> CertificateAuthority.create(" ", CLOCK))
                .hasMessageContaining("name: \" \" (expected: ");
        assertThatThrownBy(() -> CertificateAuthority.create("x".repeat(41), CLOCK))
                .isInstanceOf(BadProfileException.class);
    }
}
