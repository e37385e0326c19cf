package org.statusaggregator.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a node's heap is alive, after a full collection: asked with the JDK's {@code jcmd}. */
final class LiveHeap {
    /** The last line of a class histogram: instances, bytes. */
    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)\\s*$");

    private LiveHeap() {}

    /** Bytes. A histogram counts live objects, so it collects first; the second one also misses what the first one's finalisers let go. */
    static long of(NodeProcess node) {
        histogram(node);
        return histogram(node);
    }

    private static long histogram(NodeProcess node) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(jcmd, Long.toString(node.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                return lines.lines()
                        .map(TOTAL::matcher)
                        .filter(Matcher::matches)
                        .mapToLong(total -> Long.parseLong(total.group(1)))
                        .reduce((first, last) -> last)
                        .orElseThrow(() -> new IllegalStateException("no total in the histogram of " + node.name()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
