package org.statusaggregator.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.CertificateFolder;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.processes.Distribution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aggregator bench}: how fast a cluster is, and whether everybody ends up with what was acknowledged. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a cluster: publishers and watchers in this process on one clock, nodes in their own, mutual TLS between all.",
            "Starts nodes of its own, unless --hosts names some. Exit code 1 when a watcher does not end up with what was acknowledged."
        },
        footer = {
            "",
            "Examples:",
            "  aggregator bench                       as fast as changes are acknowledged",
            "  aggregator bench --rate 1000           latencies at 1,000 changes a second",
            "  aggregator bench --rate 1000 --kill-node -o json",
            "What each figure means: docs/performance.md."
        })
public final class BenchCommand implements Callable<ExitCode> {
    private final Environment environment;
    private final Connector connector;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Mixin
    private final ClusterOptions clusterOptions = new ClusterOptions();

    @Mixin
    private final OutputOptions output;

    @Spec
    private @Nullable CommandSpec command;

    /** The command in these surroundings. */
    public BenchCommand(Environment environment, Connector connector) {
        this.environment = environment;
        this.connector = connector;
        this.output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() throws IOException, GeneralSecurityException, InterruptedException {
        BenchPlan plan = options.plan(spec());
        clusterOptions.check(spec(), plan);
        GivenCluster given = clusterOptions.given(spec(), plan, environment.clock());
        BenchResult result = given == null ? ofOwnNodes(plan) : run(plan, given, null);
        output.figures(result.figures());
        return result.verdict.isGood() ? ExitCode.OK : ExitCode.FAILED;
    }

    private BenchResult ofOwnNodes(BenchPlan plan) throws IOException, GeneralSecurityException, InterruptedException {
        Distribution distribution = Distribution.of(environment);
        HeapProbe heap = clusterOptions.heap() ? HeapProbe.in(Path.of(System.getProperty("java.home", ""))) : null;
        Path folder = Files.createTempDirectory("aggregator-bench-");
        OwnCluster cluster = OwnCluster.prepare(
                folder,
                new OwnCluster.Size(clusterOptions.nodes(), plan.cicServers()),
                clusterOptions.variables(),
                environment.clock(),
                voice());
        Thread stop = new Thread(() -> stop(cluster, folder), "bench-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        boolean good = false;
        try (cluster) {
            cluster.start(distribution, connector);
            BenchResult result = run(plan, cluster, heap);
            good = result.verdict.isGood();
            return result;
        } finally {
            cluster.close();
            if (Runtime.getRuntime().removeShutdownHook(stop) && good) {
                OwnCluster.delete(folder);
            } else {
                voice().say("the nodes' logs are in " + folder);
            }
        }
    }

    /** When this process is told to end before the run does. */
    private static void stop(OwnCluster cluster, Path folder) {
        cluster.close();
        try {
            OwnCluster.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BenchResult run(BenchPlan plan, BenchCluster cluster, @Nullable HeapProbe heap)
            throws IOException, InterruptedException {
        Bench.Clocks clocks = new Bench.Clocks(new BenchTime(), new Window());
        try (Crowd crowd =
                new Crowd(plan, cluster, CertificateFolder.read(cluster.watchers(), environment.clock()), clocks)) {
            ResumeProbe resume = new ResumeProbe(
                    cluster.everything(),
                    () -> connector.open(cluster.hosts(crowd.lastHost()).hosts().get(0), cluster.watchers()));
            return new Bench(plan, cluster, crowd, new Bench.Probes(resume, heap), voice()::progress).run();
        }
    }

    private BenchVoice voice() {
        return new BenchVoice(
                spec().commandLine().getErr(), environment.terminal().interactive());
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("started without its command line");
        }
        return command;
    }
}
