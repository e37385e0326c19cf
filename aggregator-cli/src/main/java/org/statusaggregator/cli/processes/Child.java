package org.statusaggregator.cli.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that a command started.
 *
 * @param kind what it plays
 * @param name of the node or CIC server
 * @param logs folder of its log files; what it prints stands in {@link #OUTPUT} there
 * @param process the process
 */
public record Child(Kind kind, String name, Path logs, Process process) {
    /** What a process plays, in the order in which they are started. */
    public enum Kind {
        /** An aggregator node. */
        NODE,
        /** A simulated CIC server. */
        CIC_SERVER
    }

    /** What the process printed. */
    public static final String OUTPUT = "output.log";

    private static final int TAIL = 20;

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** The last lines of what it printed; if it printed nothing, of its newest log file. */
    public List<String> lastLines() throws IOException {
        Optional<Path> file = nonEmpty(logs.resolve(OUTPUT)) ? Optional.of(logs.resolve(OUTPUT)) : newest();
        if (file.isEmpty()) {
            return List.of("(it wrote nothing)");
        }
        String text = new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        return lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
    }

    private Optional<Path> newest() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(Child::nonEmpty)
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
        }
    }

    private static boolean nonEmpty(Path file) {
        return file.toFile().isFile() && file.toFile().length() > 0;
    }

    /** Asks it, and what it started in turn, to end. */
    public void end() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** Ends it, and what it started in turn, at once. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
