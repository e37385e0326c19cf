package org.statusaggregator.cli.torture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.client.Host;

/** One run, from the start of the nodes to the last episode. */
final class Torture implements AutoCloseable {
    private static final long START_SECONDS = 150;

    private final TorturePlan plan;
    private final Lab lab;
    private final History history;
    private final Violations violations;
    private final Figures figures = new Figures();
    private final Consumer<String> voice;
    private final List<TortureCic> cicServers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final ScheduledExecutorService reading =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "torture-readers"));

    Torture(TorturePlan plan, Lab lab, History history, Consumer<String> voice) {
        this.plan = plan;
        this.lab = lab;
        this.history = history;
        this.violations = new Violations(history);
        this.voice = voice;
    }

    Violations violations() {
        return violations;
    }

    Figures figures() {
        return figures;
    }

    long acknowledged() {
        return cicServers.stream().mapToLong(TortureCic::acknowledged).sum();
    }

    long received() {
        return readers.stream().mapToLong(reader -> reader.held().count()).sum();
    }

    /** Runs until the time is up or the episodes are through. */
    void run() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(plan.seed());
        lab.startAll();
        Judge starting = new Judge(List.of(), List.of(), violations);
        starting.await(
                Promise.REJOIN,
                "the first start",
                System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS),
                lab::missing);
        populate(random);
        Judge judge = new Judge(cicServers, readers, violations);
        judge.await(
                Promise.CONVERGENCE,
                "the beginning",
                System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS),
                judge::differences);
        long end = System.nanoTime() + plan.duration().toNanos();
        try (Load load = new Load(cicServers)) {
            Episodes episodes = new Episodes(
                    plan,
                    new Episodes.Cast(lab, cicServers, readers, load, judge),
                    violations,
                    figures,
                    random.split());
            Schedule schedule = new Schedule(plan.faults(), random.split());
            for (int i = 1; i <= plan.episodes() && System.nanoTime() < end; i++) {
                Fault fault = schedule.next();
                history.line("episode", i + " " + fault.label());
                voice.accept("episode " + i + ": " + fault.label());
                episodes.run(fault);
            }
        }
    }

    private void populate(SplittableRandom random) {
        List<CompletableFuture<Void>> published = new ArrayList<>();
        for (int i = 0; i < plan.cicServers(); i++) {
            String name = "cic" + (i + 1);
            TortureCic cic = new TortureCic(
                    name, plan.users(), lab.hosts(i), lab.cicServer(name), plan.lease(), random.split(), history);
            cicServers.add(cic);
            published.add(cic.start());
        }
        try {
            CompletableFuture.allOf(published.toArray(CompletableFuture[]::new))
                    .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (java.util.concurrent.CompletionException e) {
            throw new CommandFailure(ExitCode.FAILED, "the CIC servers could not publish their users: " + e.getCause());
        }
        for (int i = 0; i < plan.readers(); i++) {
            read("reader" + (i + 1), lab.hosts(i).hosts());
        }
        for (int i = 0; i < lab.size(); i++) {
            read("reader-of-" + lab.name(i), List.of(lab.host(i)));
        }
    }

    private void read(String name, List<Host> hosts) {
        Held held = new Held(name, this::lastNumber, violations, history);
        Reader reader =
                new Reader(name, hosts, host -> lab.connector().open(host, lab.admin()), reading, held, history);
        readers.add(reader);
        reader.start();
    }

    private long lastNumber(String cicServer) {
        return cicServers.stream()
                .filter(cic -> cic.name().equals(cicServer))
                .mapToLong(TortureCic::lastNumber)
                .findFirst()
                .orElse(-1);
    }

    @Override
    public void close() {
        readers.forEach(Reader::close);
        cicServers.forEach(TortureCic::kill);
        reading.shutdown();
    }
}
