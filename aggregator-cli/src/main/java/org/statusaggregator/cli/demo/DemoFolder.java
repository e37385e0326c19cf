package org.statusaggregator.cli.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.processes.RunFolder;

/** The folder that holds everything of one demo. A marker file says that it is ours to clear, and is locked while the demo runs. */
final class DemoFolder implements AutoCloseable {
    private static final String MARKER = ".aggregator-demo";

    private final Path root;
    private final FileChannel marker;

    private DemoFolder(Path root, FileChannel marker) {
        this.root = root;
        this.marker = marker;
    }

    /**
     * Takes the folder, and removes what an earlier demo left there.
     *
     * @throws CommandFailure if it holds anything else, or another demo runs in it
     */
    static DemoFolder claim(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Files.createDirectories(root);
        if (!Files.exists(root.resolve(MARKER)) && !isEmpty(root)) {
            throw new CommandFailure(
                    ExitCode.USAGE, root + " is not empty (expected: a new folder, or that of an earlier demo)");
        }
        FileChannel marker =
                FileChannel.open(root.resolve(MARKER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(marker)) {
            marker.close();
            throw new CommandFailure(
                    ExitCode.FAILED, "another demo runs in " + root + " (expected: stop it, or use another --dir)");
        }
        for (String old : List.of("ready", "env.sh", "nodes", "logs", "certs")) {
            delete(root.resolve(old));
        }
        return new DemoFolder(root, marker);
    }

    Path root() {
        return root;
    }

    /** Where the files of the processes stand. */
    RunFolder run() {
        return new RunFolder(root);
    }

    /** Where certificates and other secrets are. */
    Path certificates() {
        return run().certificates();
    }

    Path variables() {
        return root.resolve("env.sh");
    }

    Path ready() {
        return root.resolve("ready");
    }

    /** Nothing runs here any more. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(ready());
        marker.close();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static boolean locked(FileChannel marker) throws IOException {
        try {
            @Nullable FileLock lock = marker.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(tree)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
