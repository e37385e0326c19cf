package org.statusaggregator.cli.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;

/** Starts processes and waits for what they should bring about; one that ends before that is a failure, and is told when it ends later. */
public final class StartUp {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration POLL = Duration.ofMillis(500);

    private final RunFolder folder;
    private final Voice voice;
    private final Supervisor processes;
    private final CompletableFuture<Child> firstDeath = new CompletableFuture<>();

    /** Tells a person how it goes. */
    public interface Voice {
        /** What is waited for. */
        void progress(String sentence);

        /** A process ended, and nobody asked it to. */
        void died(Child child);

        /** Why a process could not start. */
        void lastLines(Child child) throws IOException;
    }

    /** Nothing is started yet. */
    public StartUp(RunFolder folder, Map<String, String> variables, Voice voice) {
        this.folder = folder;
        this.voice = voice;
        this.processes = new Supervisor(variables, child -> {
            if (!firstDeath.complete(child)) {
                voice.died(child);
            }
        });
    }

    /** The processes, to be stopped. */
    public Supervisor processes() {
        return processes;
    }

    /** Starts a node. */
    public Child node(Distribution distribution, LocalNode node) throws IOException {
        Path configuration = folder.configuration(node.name());
        return processes.start(
                Child.Kind.NODE,
                node.name(),
                List.of(distribution.launcher("aggregator-node"), "--config", configuration.toString()),
                folder.logs(node.name()));
    }

    /**
     * Waits until nothing is missing any more.
     *
     * @param what for people
     * @throws CommandFailure if a process ends before that, or it takes too long
     */
    public void await(String what, Supplier<List<String>> missing) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> still = missing.get();
        while (!still.isEmpty()) {
            failIfOneDied(POLL);
            if (System.nanoTime() - deadline > 0) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        what + " took longer than " + PATIENCE.toSeconds() + " s: " + String.join("; ", still)
                                + " (logs: " + folder.root().resolve("logs") + ")");
            }
            voice.progress(what + ": " + String.join("; ", still));
            still = missing.get();
        }
        failIfOneDied(Duration.ZERO);
    }

    /** From now on a process that ends is told, and nothing more. */
    public void done() {
        firstDeath.cancel(false);
    }

    /** Waits a little, and fails if a process has ended. */
    private void failIfOneDied(Duration wait) throws IOException, InterruptedException {
        Child dead;
        try {
            dead = firstDeath.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it with a failure", e);
        }
        voice.lastLines(dead);
        throw new CommandFailure(
                ExitCode.FAILED,
                dead.name() + " (pid " + dead.pid() + ") ended with code "
                        + dead.process().exitValue() + " while it was starting (its logs: " + dead.logs() + ")");
    }
}
