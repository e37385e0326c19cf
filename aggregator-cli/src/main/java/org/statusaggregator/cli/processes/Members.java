package org.statusaggregator.cli.processes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.v1.GetClusterRequest;

/**
 * Asks nodes, as an admin, whether they are ready.
 *
 * @param nodes to ask
 * @param connector reaches them
 * @param certificates the admin's certificate folder
 */
public record Members(List<LocalNode> nodes, Connector connector, Path certificates) {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** What is missing until the nodes are one cluster; empty = nothing. */
    public List<String> missing() {
        return each((node, connection) -> {
            int members = connection
                    .admin(admin -> admin.getCluster(GetClusterRequest.getDefaultInstance()))
                    .getMembersCount();
            return members == nodes.size()
                    ? Optional.empty()
                    : Optional.of(node.name() + " sees " + members + " of " + nodes.size() + " nodes");
        });
    }

    /** What a node is asked, and what it says is missing. */
    @FunctionalInterface
    public interface Question {
        /**
         * Asks the node.
         *
         * @throws CommandFailure if it does not answer
         */
        Optional<String> ask(LocalNode node, ClusterConnection connection);
    }

    /** Asks every node; one that does not answer misses something too. */
    public List<String> each(Question question) {
        List<String> missing = new ArrayList<>();
        for (LocalNode node : nodes) {
            try (ClusterConnection connection = connect(node)) {
                question.ask(node, connection).ifPresent(missing::add);
            } catch (CommandFailure e) {
                missing.add(silent(node, e));
            }
        }
        return missing;
    }

    private static String silent(LocalNode node, CommandFailure failure) {
        return failure.exitCode() == ExitCode.UNREACHABLE
                ? node.name() + " does not answer yet"
                : node.name() + ": " + failure.sentence();
    }

    /** A new connection each time: a channel that was refused once waits longer and longer before it tries again. */
    private ClusterConnection connect(LocalNode node) {
        return new ClusterConnection(
                List.of(new Host(node.host(), node.port())),
                host -> connector.open(host, certificates),
                TIMEOUT,
                sentence -> {});
    }
}
