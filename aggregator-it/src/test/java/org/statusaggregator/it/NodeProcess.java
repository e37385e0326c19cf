package org.statusaggregator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.client.Host;

/** One aggregator node, started, killed and started again as a process of its own. */
final class NodeProcess {
    /** Of every node, unless a test needs others. */
    static final String JAVA_OPTIONS = "-Xmx256m";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final int port;
    private final Path folder;
    private final String javaOptions;
    private @Nullable Process process;

    NodeProcess(String name, int port, Path folder) {
        this(name, port, folder, JAVA_OPTIONS);
    }

    NodeProcess(String name, int port, Path folder, String javaOptions) {
        this.name = name;
        this.port = port;
        this.folder = folder;
        this.javaOptions = javaOptions;
    }

    String name() {
        return name;
    }

    /** Where clients reach it. */
    Host host() {
        return new Host("localhost", port);
    }

    Path configuration() {
        return folder.resolve("node.conf");
    }

    /** What it printed, all starts after one another. */
    Path output() {
        return folder.resolve("output.log");
    }

    Path log() {
        return folder.resolve("node.log");
    }

    synchronized void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs");
        }
        List<String> command = List.of(
                Programs.launcher("aggregator-node").toString(),
                "--config",
                configuration().toString());
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = Programs.prepare(command, output()).directory(folder.toFile());
            builder.environment().put("AGGREGATOR_NODE_OPTS", javaOptions);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** How many files and sockets the process has open, by /proc; 0 where there is no such thing. */
    synchronized long openFiles() {
        if (process == null || !Files.isDirectory(Path.of("/proc"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its process id. */
    synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process.pid();
    }

    /** As {@code kill -9}. Returns when the process is gone. */
    synchronized void kill9() {
        if (process != null) {
            awaitEnd(process.destroyForcibly());
        }
    }

    /** As {@code kill -TERM}. Returns the exit code. */
    synchronized int terminate() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        process.destroy();
        return awaitEnd(process);
    }

    /** Waits until it ends by itself. Returns the exit code. */
    synchronized int awaitEnd() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return awaitEnd(process);
    }

    private int awaitEnd(Process ending) {
        try {
            if (!ending.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " (pid " + ending.pid() + ") did not end within " + PATIENCE);
            }
            return ending.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
