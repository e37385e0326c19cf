package org.statusaggregator.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.pki.TestCertificates;

class KeyMaterialTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static CertificateAuthority ca;
    private static KeyMaterial material;

    private final Path folder;

    KeyMaterialTest(@TempDir Path root) {
        this.folder = root.resolve("sa1");
    }

    @BeforeAll
    static void makeCertificate() throws Exception {
        ca = CertificateAuthority.create("Test", InstantSource.fixed(NOW));
        material = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1").validFor(Duration.ofDays(1)));
    }

    @BeforeEach
    void writeFolder() throws Exception {
        new ServerBundle(material).write(folder, IfExists.REFUSE);
    }

    @Test
    void readsWhatTheCaWrote() throws Exception {
        assertThat(KeyMaterial.read(folder)).isEqualTo(material);
    }

    @Test
    void readsIntermediatesAndSeveralAuthorities() throws Exception {
        X509Certificate another = TestCertificates.withSubject("CN=another CA");
        append(KeyMaterial.CERTIFICATE_FILE, another);
        append(KeyMaterial.CA_FILE, another);

        KeyMaterial read = KeyMaterial.read(folder);

        assertThat(read.certificate()).isEqualTo(material.certificate());
        assertThat(read.chain()).containsExactly(material.certificate(), another);
        assertThat(read.authorities()).containsExactly(ca.certificate(), another);
    }

    @ParameterizedTest
    @ValueSource(strings = {KeyMaterial.CERTIFICATE_FILE, KeyMaterial.KEY_FILE, KeyMaterial.CA_FILE})
    void missingFileIsNamedWithTheFilesThatBelongThere(String file) throws Exception {
        Files.delete(folder.resolve(file));

        assertThatThrownBy(() -> KeyMaterial.read(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(
                        folder.resolve(file) + ": no such file (expected: a certificate folder with certificate.pem,"
                                + " private.key and ca.pem)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwxrwxrwx", "rw--w----"})
    void laxKeyIsRefused(String permissions) throws Exception {
        Path key = folder.resolve(KeyMaterial.KEY_FILE);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> KeyMaterial.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(key + " is open to others than its owner: permissions " + permissions
                        + " (expected: rw------- or stricter; chmod 600 " + key + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "rwx------"})
    void keyForItsOwnerAloneIsRead(String permissions) throws Exception {
        Files.setPosixFilePermissions(
                folder.resolve(KeyMaterial.KEY_FILE), PosixFilePermissions.fromString(permissions));

        assertThat(KeyMaterial.read(folder)).isEqualTo(material);
    }

    @ParameterizedTest
    @CsvSource({"EC,secp256r1", "EC,secp384r1", "RSA,"})
    void keyOfAnotherCertificateIsRefused(String algorithm, String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        writeKey(Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded()));

        assertThatThrownBy(() -> KeyMaterial.read(folder))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage(folder.resolve(KeyMaterial.KEY_FILE) + " is not the key of the certificate in "
                        + folder.resolve(KeyMaterial.CERTIFICATE_FILE)
                        + " (expected: both from one run of certs generate)");
    }

    @ParameterizedTest
    @CsvSource({"RSA,SHA256withRSA", "Ed25519,Ed25519"})
    void keysOfAnotherCaMayBeOfAnotherKind(String algorithm, String signature) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        X509Certificate own = TestCertificates.withSubject("CN=sa1,OU=member", pair, signature);
        Files.delete(folder.resolve(KeyMaterial.CERTIFICATE_FILE));
        append(KeyMaterial.CERTIFICATE_FILE, own);
        writeKey(Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()));

        assertThat(KeyMaterial.read(folder).certificate()).isEqualTo(own);
    }

    @Test
    void damagedFilesAreNamed() throws Exception {
        writeKey("A");
        assertThatThrownBy(() -> KeyMaterial.read(folder)).hasMessageContaining("private.key is damaged");
        Files.writeString(folder.resolve(KeyMaterial.KEY_FILE), "-----BEGIN EC PRIVATE KEY-----\n");
        assertThatThrownBy(() -> KeyMaterial.read(folder))
                .hasMessageContaining("private.key holds no private key (expected: unencrypted PKCS#8 PEM)");
        Files.writeString(folder.resolve(KeyMaterial.CERTIFICATE_FILE), "");
        assertThatThrownBy(() -> KeyMaterial.read(folder))
                .hasMessage(folder.resolve(KeyMaterial.CERTIFICATE_FILE) + " holds no certificate (expected: PEM)");
        Files.writeString(folder.resolve(KeyMaterial.CERTIFICATE_FILE), "hello");
        assertThatThrownBy(() -> KeyMaterial.read(folder))
                .hasMessageContaining("certificate.pem is no certificate file");
    }

    @Test
    void certificateIsValidWithinItsDaysOnly() throws Exception {
        material.requireValidAt(NOW);
        material.requireValidAt(material.certificate().getNotAfter().toInstant());

        assertThatThrownBy(() -> material.requireValidAt(NOW.plus(Duration.ofDays(2))))
                .isInstanceOf(CertificateExpiredException.class)
                .hasMessage("certificate CN=sa1, OU=member expired at 2026-05-02T12:00:00Z, now is 2026-05-03T12:00:00Z"
                        + " (expected: a renewed certificate)");
        assertThatThrownBy(() -> material.requireValidAt(NOW.minus(Duration.ofDays(1))))
                .isInstanceOf(CertificateNotYetValidException.class)
                .hasMessageContaining("is valid from 2026-05-01T11:55:00Z, now is 2026-04-30T12:00:00Z");
    }

    @Test
    void theKeyStaysOutOfItsText() {
        assertThat(material.toString())
                .contains("CN=sa1", "serial ")
                .doesNotContain(material.key().toString());
        assertThatThrownBy(() -> new KeyMaterial(material.key(), List.of(), material.authorities()))
                .hasMessageContaining("0 certificates and 1 authorities");
    }

    private void append(String file, X509Certificate certificate) throws Exception {
        Path path = folder.resolve(file);
        String before = Files.exists(path) ? Files.readString(path) : "";
        Files.writeString(
                path,
                before + "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    private void writeKey(String base64) throws Exception {
        Path key = folder.resolve(KeyMaterial.KEY_FILE);
        Path fresh = folder.resolve("fresh");
        PrivateFiles.create(
                fresh,
                ("-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII));
        Files.move(fresh, key, StandardCopyOption.REPLACE_EXISTING);
    }
}
