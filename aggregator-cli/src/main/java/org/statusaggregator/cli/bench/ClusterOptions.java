package org.statusaggregator.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.client.BadServerListException;
import org.statusaggregator.core.client.ServerList;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which nodes are measured. */
final class ClusterOptions {
    private static final int MOST_NODES = 9;

    @Option(names = "--nodes", paramLabel = "N", description = "nodes to start (default: 2)")
    private @Nullable Integer nodes;

    @Option(
            names = "--jvm-options",
            paramLabel = "OPTIONS",
            description = "options for the Java of these nodes, separated by blanks (default: $AGGREGATOR_NODE_OPTS)")
    private @Nullable String jvmOptions;

    @Option(names = "--heap", description = "also measure how much live heap a user takes on a node; needs a JDK")
    private boolean heap;

    @Option(
            names = "--hosts",
            paramLabel = "\"sa1;sa2\"",
            description = "start no nodes, but measure these; their other users are not touched")
    private @Nullable String hosts;

    @Option(
            names = "--certs",
            paramLabel = "DIR",
            description = "with --hosts: the watchers' certificate folder, an admin's")
    private @Nullable Path watchers;

    @Option(
            names = "--cic-certs",
            paramLabel = "DIR",
            description =
                    "with --hosts: a folder with a certificate folder for each CIC server; their users are replaced")
    private @Nullable Path publishers;

    /**
     * Refuses combinations that make no sense.
     *
     * @throws ParameterException if there are any
     */
    void check(CommandSpec command, BenchPlan plan) {
        boolean given = hosts != null;
        if (given && (nodes != null || jvmOptions != null || heap || plan.killNode())) {
            throw new ParameterException(
                    command.commandLine(),
                    "--hosts together with --nodes, --jvm-options, --heap or --kill-node (expected: these only for nodes that the bench starts)");
        }
        if (given == (watchers == null) || given == (publishers == null)) {
            throw new ParameterException(
                    command.commandLine(), "--hosts, --certs and --cic-certs (expected: all of them, or none)");
        }
        BenchOptions.between(command, "--nodes", nodes(), plan.killNode() ? 2 : 1, MOST_NODES);
    }

    int nodes() {
        return nodes == null ? 2 : nodes;
    }

    boolean heap() {
        return heap;
    }

    /** Variables of the nodes that are started. */
    Map<String, String> variables() {
        return jvmOptions == null ? Map.of() : Map.of("AGGREGATOR_NODE_OPTS", jvmOptions);
    }

    /**
     * The nodes that run already; null = they are to be started.
     *
     * @throws ParameterException if the hosts are none
     */
    @Nullable GivenCluster given(CommandSpec command, BenchPlan plan, Clock clock) throws IOException {
        if (hosts == null || watchers == null || publishers == null) {
            return null;
        }
        try {
            return GivenCluster.of(ServerList.parse(hosts), watchers, publishers, plan.cicServers(), clock);
        } catch (BadServerListException e) {
            throw new ParameterException(command.commandLine(), "--hosts: " + e.getMessage(), e);
        }
    }
}
