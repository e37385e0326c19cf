package org.statusaggregator.node.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The folder: one process has it at a time, nobody else reads it, and files that are not obeyed are kept beside the one in use. */
final class StorageFolder implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(StorageFolder.class);
    private static final String FOLDER_MODE = "rwx------";
    private static final String FILE_MODE = "rw-------";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    /** Older ones are deleted: a disk that damages files again and again must not be filled by them. */
    private static final int ASIDE_KEPT = 5;

    private final StorageSettings settings;
    private final InstantSource clock;
    private @Nullable FileChannel lock;

    StorageFolder(StorageSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Makes the folder if need be, and takes it.
     *
     * @throws StorageInUseException if another process has it
     * @throws IOException if it cannot be made or written to
     */
    void take() throws IOException {
        if (lock != null) {
            return;
        }
        Path folder = settings.folder();
        Files.createDirectories(folder);
        restrict(folder, FOLDER_MODE);
        FileChannel channel = FileChannel.open(
                folder.resolve(StorageSettings.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock taken = channel.tryLock();
            if (taken == null) {
                throw new StorageInUseException(folder);
            }
        } catch (OverlappingFileLockException e) { // this very process has it
            channel.close();
            throw new StorageInUseException(folder);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        restrict(folder.resolve(StorageSettings.LOCK), FILE_MODE);
        lock = channel;
    }

    /** Makes an empty file that nobody else may read, unless there is one. */
    void createFile() throws IOException {
        Path file = settings.file();
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        restrict(file, FILE_MODE);
    }

    /** Moves the file away, under a name that says why. Returns where to. */
    Path setAside(String why) throws IOException {
        Path file = settings.file();
        Path aside = file.resolveSibling(StorageSettings.FILE + "." + why + "-" + TIME.format(clock.instant()));
        Files.move(file, aside);
        deleteOldest(why);
        return aside;
    }

    private void deleteOldest(String why) throws IOException {
        List<Path> aside;
        try (Stream<Path> files = Files.list(settings.folder())) {
            aside = files.filter(
                            path -> path.getFileName().toString().startsWith(StorageSettings.FILE + "." + why + "-"))
                    .sorted()
                    .toList();
        }
        for (Path old : aside.subList(0, Math.max(0, aside.size() - ASIDE_KEPT))) {
            Files.deleteIfExists(old);
            LOG.warn("{} deleted: {} newer ones are kept", old, ASIDE_KEPT);
        }
    }

    private static void restrict(Path path, String mode) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")
                && !PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                        .equals(mode)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
