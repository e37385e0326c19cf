package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts files into a new folder that appears whole or not at all: it is filled under another name beside its place, then renamed. */
final class WholeFolder {
    private final Path place;
    private final IfExists ifExists;

    WholeFolder(Path folder, IfExists ifExists) {
        this.place = folder.toAbsolutePath().normalize();
        this.ifExists = ifExists;
    }

    /** A file to be. */
    record Part(String name, String content, Access access) {}

    /** Who may use a file. */
    enum Access {
        /** Everybody reads. */
        PUBLIC,
        /** Only the owner reads. */
        SECRET,
        /** Everybody reads and runs. */
        PROGRAM
    }

    /**
     * Writes the parts.
     *
     * @throws FileAlreadyExistsException if the folder exists and may not be replaced
     * @throws IOException if writing fails; then what was there before is still there
     */
    void write(List<Part> parts) throws IOException {
        write(parts, parts.stream().map(Part::name).collect(Collectors.toSet()));
    }

    /** The same, where an older folder may hold other files that are known. */
    void write(List<Part> parts, Set<String> known) throws IOException {
        check(known);
        Path parent = parentFolder();
        Path filling = Files.createTempDirectory(parent, "." + place.getFileName() + ".");
        try {
            for (Part part : parts) {
                AtomicFiles.create(filling.resolve(part.name()), part.content(), part.access());
            }
            putInPlace(filling, parent);
        } finally {
            delete(filling);
        }
    }

    /**
     * Finds out whether {@link #write} would be refused, without touching anything.
     *
     * @param known the file names that may be replaced
     */
    void check(Set<String> known) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (ifExists == IfExists.REFUSE) {
            throw refusal("exists already (expected: no such folder, or the wish to replace it)");
        }
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw refusal("is no folder (expected: a folder to replace)");
        }
        for (Path file : files(place)) {
            if (!known.contains(file.getFileName().toString())) {
                throw refusal(
                        "holds " + file.getFileName() + ", which was not made here (expected: only " + known + ")");
            }
        }
    }

    private void putInPlace(Path filling, Path parent) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(filling, place, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        if (ifExists == IfExists.REFUSE) {
            throw refusal("has just been made by somebody else (expected: no such folder)");
        }
        Path attic = Files.createTempDirectory(parent, "." + place.getFileName() + ".old.");
        Path old = attic.resolve(place.getFileName());
        try {
            Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
            try {
                Files.move(filling, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
                throw e;
            }
            delete(old);
        } finally {
            Files.deleteIfExists(attic);
        }
    }

    private FileAlreadyExistsException refusal(String reason) {
        return new FileAlreadyExistsException(place.toString(), null, reason);
    }

    private Path parentFolder() throws IOException {
        Path parent = place.getParent();
        if (parent == null) {
            throw new IOException(place + " is the root of the file system (expected: a folder below it)");
        }
        return Files.createDirectories(parent);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }
}
