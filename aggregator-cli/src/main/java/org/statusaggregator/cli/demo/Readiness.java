package org.statusaggregator.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.v1.CicServer;
import org.statusaggregator.v1.CicServerState;
import org.statusaggregator.v1.GetClusterRequest;
import org.statusaggregator.v1.ListCicServersRequest;

/** Asks the nodes, as any admin would, whether everything is visible everywhere. */
final class Readiness {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final DemoPlan plan;
    private final Connector connector;
    private final Path certificates;

    Readiness(DemoPlan plan, Connector connector, Path certificates) {
        this.plan = plan;
        this.connector = connector;
        this.certificates = certificates;
    }

    /** What is missing until the nodes are one cluster; empty = nothing. */
    List<String> missingMembers() {
        List<String> missing = new ArrayList<>();
        for (DemoPlan.Node node : plan.nodes()) {
            try (ClusterConnection connection = connect(node)) {
                int members = connection
                        .admin(admin -> admin.getCluster(GetClusterRequest.getDefaultInstance()))
                        .getMembersCount();
                if (members != plan.nodes().size()) {
                    missing.add(node.name() + " sees " + members + " of "
                            + plan.nodes().size() + " nodes");
                }
            } catch (CommandFailure e) {
                missing.add(silent(node, e));
            }
        }
        return missing;
    }

    /** What is missing until every node lists every user of every CIC server; empty = nothing. */
    List<String> missingUsers() {
        List<String> missing = new ArrayList<>();
        for (DemoPlan.Node node : plan.nodes()) {
            try (ClusterConnection connection = connect(node)) {
                long users = connection
                        .admin(admin -> admin.listCicServers(ListCicServersRequest.getDefaultInstance()))
                        .getCicServersList()
                        .stream()
                        .filter(this::isComplete)
                        .mapToLong(CicServer::getUsers)
                        .sum();
                if (users != plan.allUsers()) {
                    missing.add(node.name() + " has " + users + " of " + plan.allUsers() + " users");
                }
            } catch (CommandFailure e) {
                missing.add(silent(node, e));
            }
        }
        return missing;
    }

    private static String silent(DemoPlan.Node node, CommandFailure failure) {
        return failure.exitCode() == ExitCode.UNREACHABLE
                ? node.name() + " does not answer yet"
                : node.name() + ": " + failure.sentence();
    }

    private boolean isComplete(CicServer cicServer) {
        return plan.cicServers().contains(cicServer.getName())
                && cicServer.getState() == CicServerState.LIVE
                && cicServer.getUsers() == plan.users();
    }

    /** A new connection each time: a channel that was refused once waits longer and longer before it tries again. */
    private ClusterConnection connect(DemoPlan.Node node) {
        return new ClusterConnection(
                List.of(new Host("localhost", node.port())),
                host -> connector.open(host, certificates),
                TIMEOUT,
                sentence -> {});
    }
}
