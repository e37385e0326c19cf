package org.statusaggregator.cli.cluster;

import java.util.concurrent.Callable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.GetClusterRequest;
import org.statusaggregator.v1.Member;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aggregator cluster members}. */
@Command(name = "members", mixinStandardHelpOptions = true, description = "The aggregator nodes of the cluster.")
public final class MembersCommand implements Callable<ExitCode> {
    private static final Listing<Member> TABLE = new Listing<>(
                    Member.getDefaultInstance(), "The cluster has no members.")
            .text("NAME", Member::getName)
            .text("HOST", Member::getHost)
            .text("MEMBER ADDRESS", Member::getMemberAddress)
            .text("VERSION", Member::getVersion)
            .number("SESSIONS", Member::getSessions)
            .text("OLDEST", member -> People.yes(member.getOldest()))
            .wideText("ANSWERED", member -> People.yes(member.getAnswering()));

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public MembersCommand(Environment environment, Connector connector) {
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        try (ClusterConnection nodes = connection.open()) {
            Cluster cluster = nodes.admin(admin -> admin.getCluster(GetClusterRequest.getDefaultInstance()));
            output.list(TABLE, cluster.getMembersList());
            return ExitCode.OK;
        }
    }
}
