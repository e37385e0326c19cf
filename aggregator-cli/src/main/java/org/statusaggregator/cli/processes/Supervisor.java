package org.statusaggregator.cli.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;

/**
 * Starts processes and sees to it that none outlives this one, however it ends short of {@code kill -9}. A process that dies is reported; the
 * others go on.
 */
public final class Supervisor implements AutoCloseable {
    /** CIC servers that have not ended by then are killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    /** Nodes that have not ended by then are killed. */
    private static final Duration PATIENCE_WITH_NODES = Duration.ofSeconds(10);

    private final Map<String, String> variables;
    private final Consumer<Child> died;
    private final List<Child> children = new ArrayList<>();
    private boolean closed;

    /**
     * A supervisor without processes.
     *
     * @param variables that processes get beside those of this one
     * @param died is told each process that ends before {@link #close}, on a thread of its own
     */
    public Supervisor(Map<String, String> variables, Consumer<Child> died) {
        this.variables = Map.copyOf(variables);
        this.died = died;
    }

    /**
     * Starts a process.
     *
     * @throws IOException if the command cannot be started
     * @throws CommandFailure if everything is being stopped
     */
    public synchronized Child start(Child.Kind kind, String name, List<String> command, Path logs) throws IOException {
        if (closed) {
            throw new CommandFailure(ExitCode.FAILED, "stopped before " + name + " was started");
        }
        Files.createDirectories(logs);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(logs.resolve(Child.OUTPUT).toFile());
        // A process must use what its command line says, not what the person's shell is set to.
        builder.environment().keySet().removeAll(List.of("AGGREGATOR_HOSTS", "AGGREGATOR_CERTS"));
        builder.environment().putIfAbsent("AGGREGATOR_LOG_LEVEL", "info");
        builder.environment().putAll(variables);
        Child child = new Child(kind, name, logs, builder.start());
        children.add(child);
        Thread reporter = new Thread(() -> report(child), "reporter-of-" + name);
        reporter.setDaemon(true);
        reporter.start();
        return child;
    }

    private void report(Child child) {
        try {
            child.process().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!isClosed()) {
            died.accept(child);
        }
    }

    /** The processes that were started, in that order. */
    public synchronized List<Child> children() {
        return List.copyOf(children);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends everything and waits for it: the CIC servers first, so that they can still log their users off. */
    @Override
    public void close() {
        List<Child> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(children);
        }
        long begin = System.nanoTime();
        end(all, Child.Kind.CIC_SERVER, begin + PATIENCE.toNanos());
        end(all, Child.Kind.NODE, begin + PATIENCE_WITH_NODES.toNanos());
    }

    private static void end(List<Child> all, Child.Kind kind, long deadline) {
        List<Child> ended = all.stream().filter(child -> child.kind() == kind).toList();
        ended.forEach(Child::end);
        for (Child child : ended) {
            if (!hasEnded(child, deadline - System.nanoTime())) {
                child.kill();
            }
        }
    }

    private static boolean hasEnded(Child child, long nanos) {
        try {
            return child.process().waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
