package org.statusaggregator.core.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;

class ServerBundleTest {
    private static CertificateAuthority ca;
    private static KeyMaterial material;

    private final Path root;

    ServerBundleTest(@TempDir Path root) {
        this.root = root;
    }

    @BeforeAll
    static void makeCertificate() throws Exception {
        ca = CertificateAuthority.create("Test", Clock.systemUTC());
        material = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1.example.com"));
    }

    @Test
    void folderHoldsFiveFilesAndReadsBack() throws Exception {
        Path folder = root.resolve("deep/sa1");

        new ServerBundle(material).write(folder, IfExists.REFUSE);

        assertThat(names(folder))
                .containsExactly(
                        "ImportSubsystemsCertificate.bat",
                        "ImportSubsystemsCertificate.sh",
                        "ca.pem",
                        "certificate.pem",
                        "private.key");
        assertThat(KeyMaterial.read(folder)).isEqualTo(material);
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("private.key"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("ca.pem"))).isEqualTo("rw-r--r--");
        assertThat(permissions(folder.resolve("ImportSubsystemsCertificate.sh")))
                .isEqualTo("rwxr-xr-x");
        assertThat(names(root.resolve("deep"))).containsExactly("sa1");
    }

    @Test
    void existingFolderIsLeftAlone() throws Exception {
        Path folder = root.resolve("sa1");
        new ServerBundle(material).write(folder, IfExists.REFUSE);
        KeyMaterial other = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1"));

        assertThatThrownBy(() -> new ServerBundle(other).write(folder, IfExists.REFUSE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(folder + ": exists already (expected: no such folder, or the wish to replace it)");
        assertThatThrownBy(() -> ServerBundle.check(folder, IfExists.REFUSE))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(KeyMaterial.read(folder)).isEqualTo(material);
        assertThat(names(root)).containsExactly("sa1");
    }

    @Test
    void existingFolderIsReplacedWhenAsked() throws Exception {
        Path folder = root.resolve("sa1");
        new ServerBundle(material).write(folder, IfExists.REPLACE);
        KeyMaterial other = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1"));

        ServerBundle.check(folder, IfExists.REPLACE);
        new ServerBundle(other).write(folder, IfExists.REPLACE);

        assertThat(KeyMaterial.read(folder)).isEqualTo(other);
        assertThat(names(root)).containsExactly("sa1");
    }

    @Test
    void folderWithAnybodyElsesFilesIsNotReplaced() throws Exception {
        Path folder = Files.createDirectories(root.resolve("sa1"));
        Files.writeString(folder.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> new ServerBundle(material).write(folder, IfExists.REPLACE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("holds notes.txt, which was not made here");
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void fileInTheFoldersPlaceIsNotReplaced() throws Exception {
        Path file = Files.writeString(root.resolve("sa1"), "mine");

        assertThatThrownBy(() -> new ServerBundle(material).write(file, IfExists.REPLACE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("is no folder");
    }

    @Test
    void failureHalfWayLeavesNothing() {
        List<WholeFolder.Part> parts = List.of(
                new WholeFolder.Part("first", "text", WholeFolder.Access.SECRET),
                new WholeFolder.Part("no/such/folder", "text", WholeFolder.Access.PUBLIC));

        assertThatThrownBy(() -> new WholeFolder(root.resolve("sa1"), IfExists.REFUSE).write(parts))
                .isInstanceOf(IOException.class);
        assertThat(root).isEmptyDirectory();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
