package org.statusaggregator.cli.torture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that was published, acknowledged, received and done, a line each, with microseconds since the beginning. Thread-safe. */
final class History implements AutoCloseable {
    private final long begin = System.nanoTime();
    private final PrintWriter file;

    private History(PrintWriter file) {
        this.file = file;
    }

    /** A history in this file. */
    static History in(Path file) throws IOException {
        return new History(new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8)));
    }

    /** Takes down one line. */
    synchronized void line(String who, String what) {
        file.print((System.nanoTime() - begin) / 1_000);
        file.print(' ');
        file.print(who);
        file.print(' ');
        file.println(what);
    }

    @Override
    public synchronized void close() {
        file.close();
    }
}
