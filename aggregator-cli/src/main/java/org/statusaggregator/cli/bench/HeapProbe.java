package org.statusaggregator.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.processes.Child;

/** How many bytes of a node's heap are alive after a full collection. Asks the JDK's {@code jcmd}, which stands beside the Java that runs this. */
final class HeapProbe {
    /** The last line of a class histogram: instances, bytes. */
    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)\\s*$");

    private final Path jcmd;
    private final Map<String, Long> idle = new HashMap<>();

    private HeapProbe(Path jcmd) {
        this.jcmd = jcmd;
    }

    /**
     * A probe.
     *
     * @param javaHome of the Java that runs this
     * @throws CommandFailure if it has no jcmd
     */
    static HeapProbe in(Path javaHome) {
        Path jcmd = javaHome.resolve("bin").resolve("jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--heap: " + jcmd + " is no program (expected: a JDK, not only a Java runtime)");
        }
        return new HeapProbe(jcmd);
    }

    /** Notes what the nodes need for themselves. */
    void readIdle(List<Child> nodes) throws IOException {
        for (Child node : nodes) {
            OptionalLong bytes = live(node);
            if (bytes.isPresent()) {
                idle.put(node.name(), bytes.getAsLong());
            }
        }
    }

    /** Bytes a user on the node that needs most, beyond what it needs for itself; empty = none was read. */
    OptionalDouble bytesPerUser(List<Child> nodes, int users) throws IOException {
        OptionalDouble most = OptionalDouble.empty();
        for (Child node : nodes) {
            OptionalLong bytes = live(node);
            Long before = idle.get(node.name());
            if (bytes.isPresent() && before != null) {
                double each = (bytes.getAsLong() - before) / (double) users;
                most = OptionalDouble.of(Math.max(each, most.orElse(each)));
            }
        }
        return most;
    }

    /** Empty if the node is gone. */
    private OptionalLong live(Child node) throws IOException {
        // A histogram counts live objects, so it collects first; the second one also misses what the first one's
        // finalisers let go.
        OptionalLong unused = histogram(node);
        return histogram(node);
    }

    private OptionalLong histogram(Child node) throws IOException {
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(node.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines()
                    .map(HeapProbe::total)
                    .filter(OptionalLong::isPresent)
                    .findFirst()
                    .orElse(OptionalLong.empty());
        }
    }

    /** The bytes, if this is the line that tells them. */
    static OptionalLong total(String line) {
        Matcher matcher = TOTAL.matcher(line);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
