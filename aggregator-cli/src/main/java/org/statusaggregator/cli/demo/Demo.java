package org.statusaggregator.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;

/** One run of the demo: starts the processes of the plan, one kind after the other, and says when all is visible everywhere. */
final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration POLL = Duration.ofMillis(500);

    private final DemoPlan plan;
    private final DemoFolder folder;
    private final Path home;
    private final Readiness readiness;
    private final Supervisor processes;
    private final DemoVoice voice;
    private final CompletableFuture<Child> firstDeath = new CompletableFuture<>();

    Demo(DemoPlan plan, DemoFolder folder, Path home, Readiness readiness, DemoVoice voice) {
        this.plan = plan;
        this.folder = folder;
        this.home = home;
        this.readiness = readiness;
        this.voice = voice;
        this.processes = new Supervisor(child -> {
            if (!firstDeath.complete(child)) {
                voice.died(child);
            }
        });
    }

    /** The processes, to be stopped. */
    Supervisor processes() {
        return processes;
    }

    /**
     * Starts everything and waits until it is visible everywhere. From then on a process that dies is reported and nothing more.
     *
     * @throws CommandFailure if a process ends before that, or it takes too long
     */
    void start() throws IOException, InterruptedException {
        for (DemoPlan.Node node : plan.nodes()) {
            Path configuration = folder.configuration(node.name());
            processes.start(
                    Child.Kind.NODE,
                    node.name(),
                    List.of(launcher("aggregator-node"), "--config", configuration.toString()),
                    folder.logs(node.name()));
        }
        await("waiting for the nodes", readiness::missingMembers);
        for (int i = 0; i < plan.cicServers().size(); i++) {
            startCicServer(plan.cicServers().get(i), plan.hostsFrom(i));
        }
        await("waiting for the CIC servers", readiness::missingUsers);
        firstDeath.cancel(false);
    }

    private void startCicServer(String name, String hosts) throws IOException {
        List<String> command = List.of(
                launcher("aggregator"),
                "simulate",
                "--server",
                name,
                "--users",
                Integer.toString(plan.users()),
                "--hosts",
                hosts,
                "--certs",
                folder.certificates(name).toString(),
                "--timeout",
                // Many processes start at once, perhaps on a machine that has other work.
                "60s");
        processes.start(Child.Kind.CIC_SERVER, name, command, folder.logs(name));
    }

    private String launcher(String name) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return home.resolve("bin").resolve(windows ? name + ".bat" : name).toString();
    }

    private void await(String what, Supplier<List<String>> missing) throws IOException, InterruptedException {
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
