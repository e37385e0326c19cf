package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.output.JsonLine;

/**
 * Notes imports in {@value #FILE} of the store, in the form of the node's audit log: who tried to put what there, and what became of it. What is refused before
 * there is a store is noted nowhere.
 */
final class ImportAudit {
    /** The file; readable by its owner only. */
    static final String FILE = "imports.log";

    private final Environment environment;
    private final Path store;
    private final Path source;

    ImportAudit(Environment environment, Path store, Path source) {
        this.environment = environment;
        this.store = store;
        this.source = source;
    }

    /**
     * It was imported, or was there already.
     *
     * @param certificate the holder's, if a folder was imported
     * @param what in words
     */
    void done(Optional<X509Certificate> certificate, String what) throws IOException {
        Map<String, String> entry = entry("done");
        certificate.ifPresent(holder -> {
            entry.put("certificate", holder.getSubjectX500Principal().getName());
            entry.put("serial", holder.getSerialNumber().toString(16));
        });
        entry.put("about", what);
        write(entry);
    }

    /** It was not imported. */
    void refused(String reason) throws IOException {
        Map<String, String> entry = entry("refused");
        entry.put("reason", reason);
        write(entry);
    }

    private Map<String, String> entry(String result) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put(
                "at",
                environment.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString());
        entry.put("event", "certificates-imported");
        entry.put("result", result);
        entry.put("account", account());
        entry.put("request", source.toAbsolutePath().normalize().toString());
        return entry;
    }

    /** Who is at the keyboard: behind sudo, too. */
    private String account() {
        String name = environment.variable("USER") + environment.variable("USERNAME");
        String before = environment.variable("SUDO_USER");
        return before.isEmpty() ? name : before + " as " + name;
    }

    private void write(Map<String, String> entry) throws IOException {
        if (!Files.isDirectory(store)) {
            return;
        }
        Path file = store.resolve(FILE);
        if (!Files.exists(file)
                && store.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        // One write, so that two imports at a time do not mix their lines.
        Files.write(
                file,
                (JsonLine.of(entry) + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS);
    }
}
