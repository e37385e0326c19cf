package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.statusaggregator.core.pki.WholeFolder.Access;
import org.statusaggregator.core.tls.PrivateFiles;

/** Files that are there whole or not at all: written under another name in the same folder, put on the disk, then renamed. */
final class AtomicFiles {
    private AtomicFiles() {}

    /** Writes a file, in the place of an older one if there is one. */
    static void write(Path file, String content, Access access) throws IOException {
        Path filling = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        Files.deleteIfExists(filling);
        try {
            create(filling, content, access);
            Files.move(filling, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(filling);
        }
    }

    /** Writes a new file, whose permissions are its own from the first moment if it is secret. */
    static void create(Path file, String text, Access access) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (access == Access.SECRET) {
            PrivateFiles.create(file, content);
            return;
        }
        Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(access == Access.PROGRAM ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
