package org.statusaggregator.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.processes.Child;

/** One run against a cluster that is up: fills it, loads it, measures, and judges. */
final class Bench {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SNAPSHOTS = 3;
    private static final int RESUMPTIONS = 15;
    private static final int MISSED = 1_000;

    private final BenchPlan plan;
    private final BenchCluster cluster;
    private final Crowd crowd;
    private final Probes probes;
    private final BenchTime time;
    private final Window window;
    private final Consumer<String> progress;
    private final BenchResult result = new BenchResult();

    Bench(BenchPlan plan, BenchCluster cluster, Crowd crowd, Probes probes, Consumer<String> progress) {
        this.plan = plan;
        this.cluster = cluster;
        this.crowd = crowd;
        this.probes = probes;
        this.time = crowd.clocks().time();
        this.window = crowd.clocks().window();
        this.progress = progress;
    }

    /**
     * What is measured beside the load.
     *
     * @param heap null = not asked for
     */
    record Probes(ResumeProbe resume, @Nullable HeapProbe heap) {}

    /** The time of a run, and which of it is measured. */
    record Clocks(BenchTime time, Window window) {}

    /**
     * Runs.
     *
     * @throws CommandFailure if there is no result
     */
    BenchResult run() throws IOException, InterruptedException {
        if (probes.heap() != null) {
            probes.heap().readIdle(cluster.nodes());
        }
        progress.accept("publishing " + plan.users() + " users");
        await("publishing the users", crowd.publish(), PATIENCE);
        long begin = time.now();
        await("the watchers' snapshots", crowd.watch(), PATIENCE);
        result.watchersStartMs = (time.now() - begin) / 1e6;
        load();
        await("the last acknowledgements", crowd.finish(), PATIENCE);
        result.conflated = crowd.made() - (crowd.acknowledgedCount() - plan.users());
        converge();
        latencies();
        if (plan.watchShare() >= 100) {
            snapshots();
        }
        resume();
        if (probes.heap() != null) {
            result.heapBytesPerUser = probes.heap().bytesPerUser(cluster.nodes(), plan.users());
        }
        judge();
        return result;
    }

    private void load() throws InterruptedException {
        long begin = time.now();
        // At full speed, because the compilers of the nodes and of this process would otherwise work for minutes.
        crowd.publishers().forEach(BenchPublisher::saturate);
        pass(plan.warmUp(), "warming up");
        @Nullable Pace pace = null;
        if (!plan.saturates()) {
            await("the last acknowledgements of the warm-up", crowd.settle(), PATIENCE);
            pace = new Pace(crowd.publishers(), plan.rate(), time);
            pace.start();
            // Small batches run other code than full ones: the compilers begin anew.
            pass(plan.warmUp(), "settling");
        }
        measure();
        result.loadSeconds = (time.now() - begin) / 1e9;
        if (pace != null) {
            pace.stop();
            result.lateness = pace.lateness();
        }
    }

    private void measure() throws InterruptedException {
        List<Child> nodes = cluster.nodes();
        NodeMeter meter = new NodeMeter(nodes);
        meter.begin();
        double clientBefore = clientCpu();
        long acknowledged = crowd.acknowledgedCount();
        long deliveries = crowd.deliveries();
        window.open(time.now());
        if (plan.killNode()) {
            pass(plan.duration().dividedBy(2), "measuring");
            meter.read();
            kill(nodes.get(0));
            pass(plan.duration().dividedBy(2), "measuring after the kill");
            result.killed = true;
        } else {
            pass(plan.duration(), "measuring");
        }
        finishMeasuring(acknowledged, deliveries, clientBefore);
        meter.read();
        result.nodes.addAll(meter.figures());
    }

    private void finishMeasuring(long acknowledged, long deliveries, double clientBefore) {
        window.close(time.now());
        result.acknowledged = crowd.acknowledgedCount() - acknowledged;
        result.deliveries = crowd.deliveries() - deliveries;
        result.clientCpuSeconds = clientCpu() - clientBefore;
        result.seconds = window.seconds();
        result.skipped = Math.max(
                0,
                Math.round(result.acknowledged * (double) crowd.watchers().size() * plan.watchShare() / 100)
                        - result.deliveries);
    }

    private void kill(Child node) {
        progress.accept("kill -9 " + node.pid() + " (" + node.name() + ")");
        crowd.publishers().forEach(BenchPublisher::spareHalf);
        window.kill(time.now());
        node.kill();
    }

    private static double clientCpu() {
        return NodeUsage.cpuSeconds(ProcessHandle.current()).orElse(0);
    }

    private void pass(Duration length, String what) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        long acknowledged = crowd.acknowledgedCount();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, 1_000_000_000L));
            failInTrouble();
            long now = crowd.acknowledgedCount();
            progress.accept(what + ": " + (now - acknowledged) + " changes acknowledged, "
                    + Math.max(0, (end - System.nanoTime()) / 1_000_000_000L) + " s left");
            acknowledged = now;
        }
    }

    private void failInTrouble() {
        if (!crowd.trouble().isEmpty()) {
            throw new CommandFailure(ExitCode.FAILED, crowd.trouble());
        }
    }

    private void latencies() {
        result.ack = Latencies.together(
                crowd.publishers().stream().map(BenchPublisher::latencies).toList());
        result.arrival = Latencies.together(
                crowd.watchers().stream().map(BenchWatcher::latencies).toList());
        if (plan.killNode()) {
            result.longestSilenceMs = crowd.watchers().stream()
                    .mapToDouble(watcher -> watcher.longestSilence() / 1e6)
                    .max();
        }
    }

    private void snapshots() throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < SNAPSHOTS; i++) {
            try (BenchWatcher fresh = crowd.fresh("bench-fresh-" + i)) {
                long begin = time.now();
                await("a snapshot", fresh.begin(), PATIENCE);
                millis.add((time.now() - begin) / 1e6);
                add(Judge.judge(crowd.acknowledged(), List.of(fresh)));
            }
        }
        result.snapshotMs = OptionalDouble.of(millis.stream().sorted().toList().get(SNAPSHOTS / 2));
    }

    private void resume() throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        try {
            for (int i = 0; i < RESUMPTIONS; i++) {
                OptionalDouble one = resumeOnce();
                if (one.isEmpty()) {
                    return; // not a figure of what was asked for
                }
                millis.add(one.getAsDouble());
            }
            result.resumeMs =
                    OptionalDouble.of(millis.stream().sorted().toList().get(RESUMPTIONS / 2));
        } catch (TimeoutException | ExecutionException e) {
            progress.accept("the resumed watch did not get all that it had missed: " + e);
        }
    }

    private OptionalDouble resumeOnce() throws InterruptedException, TimeoutException, ExecutionException {
        ResumeProbe probe = probes.resume();
        var token = await("a token", probe.token(), PATIENCE);
        BenchPublisher publisher = crowd.publishers().get(0);
        int missed = Math.min(MISSED, publisher.changing());
        publisher.change(missed);
        await("the changes that the watch misses", publisher.finish(), PATIENCE);
        ResumeProbe.Resumption resumption = probe.ready(token, missed);
        long begin = time.now();
        boolean resumed = resumption.start().get(plan.convergence().toMillis(), TimeUnit.MILLISECONDS);
        return resumed ? OptionalDouble.of((time.now() - begin) / 1e6) : OptionalDouble.empty();
    }

    private void converge() throws InterruptedException {
        long deadline = System.nanoTime() + plan.convergence().toNanos();
        while (!Judge.judge(crowd.acknowledged(), crowd.everyWatcher()).isGood() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void judge() throws InterruptedException {
        converge();
        add(Judge.judge(crowd.acknowledged(), crowd.everyWatcher()));
    }

    private void add(Judge.Verdict more) {
        Judge.Verdict old = result.verdict;
        result.verdict =
                new Judge.Verdict(old.wrong() + more.wrong(), old.missing() + more.missing(), old.lost() + more.lost());
    }

    private <T> T await(String what, CompletableFuture<T> done, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            failInTrouble();
            try {
                return done.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    throw new CommandFailure(ExitCode.FAILED, what + " took longer than " + longest.toSeconds() + " s");
                }
            } catch (ExecutionException e) {
                throw new CommandFailure(ExitCode.FAILED, what + ": " + e.getCause());
            }
        }
    }
}
