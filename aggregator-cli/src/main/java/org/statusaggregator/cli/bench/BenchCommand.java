package org.statusaggregator.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggregator bench}: how fast a cluster is, and whether everybody ends up with what was acknowledged. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a cluster: publishers and watchers in this process, nodes in their own, mutual TLS between all.",
            "Exit code 1 when a watcher does not end up with what was acknowledged."
        })
public final class BenchCommand implements Callable<ExitCode> {
    private static final int MOST_NODES = 9;

    private final Environment environment;
    private final Connector connector;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "2",
            description = "nodes to start (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(
            names = "--jvm-options",
            paramLabel = "OPTIONS",
            description = "more options for the nodes' Java, separated by blanks")
    private @Nullable String jvmOptions;

    @Mixin
    private final BenchOptions options = new BenchOptions();

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
        BenchOptions.between(spec(), "--nodes", nodes, plan.killNode() ? 2 : 1, MOST_NODES);
        BenchVoice voice = new BenchVoice(
                spec().commandLine().getErr(), environment.terminal().interactive());
        Path folder = Files.createTempDirectory("aggregator-bench-");
        Map<String, String> variables = jvmOptions == null ? Map.of() : Map.of("AGGREGATOR_NODE_OPTS", jvmOptions);
        OwnCluster cluster = OwnCluster.prepare(
                folder, new OwnCluster.Size(nodes, plan.cicServers()), variables, environment.clock(), voice);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "bench-stop"));
        BenchResult result;
        try (cluster) {
            cluster.start(Distribution.of(environment), connector);
            result = run(plan, cluster, voice);
        }
        output.figures(result.figures());
        if (!result.verdict.isGood()) {
            voice.say("not everybody holds what was acknowledged (logs: " + folder + ")");
            return ExitCode.FAILED;
        }
        OwnCluster.delete(folder);
        return ExitCode.OK;
    }

    private BenchResult run(BenchPlan plan, BenchCluster cluster, BenchVoice voice) throws InterruptedException {
        Bench.Clocks clocks = new Bench.Clocks(new BenchTime(), new Window());
        try (Crowd crowd = new Crowd(
                plan,
                cluster,
                CertificateFolder.read(cluster.watchers(), environment.clock()),
                clocks.time(),
                clocks.window())) {
            return new Bench(plan, cluster, crowd, clocks, voice::progress)
                    .run(() -> connector.open(
                            cluster.hosts(crowd.lastHost()).hosts().get(0), cluster.watchers()));
        }
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("started without its command line");
        }
        return command;
    }
}
