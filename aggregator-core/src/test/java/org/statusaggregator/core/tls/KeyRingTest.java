package org.statusaggregator.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;

class KeyRingTest {
    private final CertificateAuthority ca;
    private final Path folder;
    private final Path other;
    private final List<String> news = new ArrayList<>();
    private KeyMaterial first;
    private KeyMaterial second;

    KeyRingTest(@TempDir Path root) throws Exception {
        ca = CertificateAuthority.create("Test", Clock.systemUTC());
        folder = root.resolve("store");
        other = root.resolve("other");
        first = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1"));
        second = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1"));
    }

    @BeforeEach
    void writeFolders() throws Exception {
        new ServerBundle(first).write(folder, IfExists.REFUSE);
        new ServerBundle(second).write(other, IfExists.REFUSE);
    }

    @Test
    void takesNewFilesAndTells() throws Exception {
        KeyRing ring = ring(KeyRing.Check.NONE);
        ring.poll();
        assertThat(news).isEmpty();

        copy("certificate.pem", "private.key");
        ring.poll();

        assertThat(ring.material()).isEqualTo(second);
        assertThat(news).containsExactly("reloaded");
    }

    @Test
    void keepsTheOldPairWhileTheNewOneIsHalfCopied() throws Exception {
        KeyRing ring = ring(KeyRing.Check.NONE);

        copy("certificate.pem");
        ring.poll();
        assertThat(ring.problem()).isEmpty();
        copy("private.key");
        ring.poll();

        assertThat(ring.material()).isEqualTo(second);
        assertThat(news).containsExactly("reloaded");
    }

    @Test
    void mismatchThatStaysIsAnAlarmOnceAndTheOldPairServes() throws Exception {
        KeyRing ring = ring(KeyRing.Check.NONE);

        copy("certificate.pem");
        ring.poll();
        ring.poll();
        ring.poll();

        assertThat(ring.material()).isEqualTo(first);
        assertThat(ring.problem()).contains("private.key is not the key of the certificate");
        assertThat(news).hasSize(1).allMatch(line -> line.startsWith("refused: "));

        copy("private.key");
        ring.poll();
        assertThat(ring.problem()).isEmpty();
        assertThat(ring.material()).isEqualTo(second);
    }

    @Test
    void problemThatIsUndoneIsOver() throws Exception {
        KeyRing ring = ring(KeyRing.Check.NONE);
        Path key = folder.resolve("private.key");
        byte[] content = Files.readAllBytes(key);
        Files.delete(key);
        ring.poll();
        ring.poll();
        assertThat(ring.problem()).contains("private.key: no such file");

        PrivateFiles.create(key, content);
        ring.poll();

        assertThat(ring.problem()).isEmpty();
        assertThat(ring.material()).isEqualTo(first);
        assertThat(news).hasSize(1);
    }

    @Test
    void keyThatOthersMayReadIsNotTaken() throws Exception {
        KeyRing ring = ring(KeyRing.Check.NONE);

        copy("certificate.pem", "private.key");
        Files.setPosixFilePermissions(folder.resolve("private.key"), PosixFilePermissions.fromString("rw-r--r--"));
        ring.poll();
        ring.poll();

        assertThat(ring.material()).isEqualTo(first);
        assertThat(ring.problem()).contains("is open to others than its owner");
    }

    @Test
    void whatTheProgramCannotWorkWithIsNotTaken() throws Exception {
        KeyRing ring = ring(material -> {
            if (!material.equals(first)) {
                throw new GeneralSecurityException("names [sa2] (expected: sa1)");
            }
        });

        copy("certificate.pem", "private.key");
        ring.poll();
        ring.poll();

        assertThat(ring.material()).isEqualTo(first);
        assertThat(news).containsExactly("refused: names [sa2] (expected: sa1)");
    }

    @Test
    void takesAListOfRevokedCertificates() throws Exception {
        KeyRing ring = ring(KeyRing.Check.NONE);

        new ServerBundle(first)
                .with(Optional.of(ca.revoke(Optional.empty(), List.of(second.certificate()))))
                .write(folder, IfExists.REPLACE);
        ring.poll();

        assertThatThrownBy(() -> ring.material().trust().requireNotRevoked(second.chain()))
                .hasMessageContaining("was revoked on");
    }

    @Test
    void listOfRevokedCertificatesByAStrangerIsNotTaken() throws Exception {
        KeyRing ring = ring(KeyRing.Check.NONE);
        CertificateAuthority stranger = CertificateAuthority.create("Test", Clock.systemUTC());

        new ServerBundle(first)
                .with(Optional.of(stranger.revoke(Optional.empty(), List.of(first.certificate()))))
                .write(folder, IfExists.REPLACE);
        ring.poll();
        ring.poll();

        assertThat(ring.problem()).contains("crl.pem", "(expected: signed by a CA of ca.pem)");
        assertThat(ring.material().crls()).isEmpty();
    }

    @Test
    void followsByItselfUntilClosed() throws Exception {
        try (KeyRing ring = KeyRing.open(folder, KeyRing.Check.NONE)) {
            copy("certificate.pem", "private.key");
            Awaitility.await().until(() -> ring.material().equals(second));
        }
    }

    private KeyRing ring(KeyRing.Check check) throws Exception {
        KeyRing ring = KeyRing.unattended(folder, check);
        ring.listen(new KeyRing.Listener() {
            @Override
            public void onReloaded(KeyMaterial before, KeyMaterial now) {
                news.add("reloaded");
            }

            @Override
            public void onRefused(String why) {
                news.add("refused: " + why);
            }
        });
        return ring;
    }

    private void copy(String... files) throws Exception {
        for (String file : files) {
            Files.copy(
                    other.resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
