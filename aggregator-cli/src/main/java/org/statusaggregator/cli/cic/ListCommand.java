package org.statusaggregator.cli.cic;

import java.util.concurrent.Callable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.v1.ListCicServersRequest;
import org.statusaggregator.v1.ListCicServersResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aggregator cic list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Every CIC server: state, home node, users, session.")
public final class ListCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public ListCommand(Environment environment, Connector connector) {
        this.environment = environment;
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        try (ClusterConnection nodes = connection.open()) {
            ListCicServersResponse answer =
                    nodes.admin(admin -> admin.listCicServers(ListCicServersRequest.getDefaultInstance()));
            output.list(CicServers.table(environment.clock()), answer.getCicServersList());
            return ExitCode.OK;
        }
    }
}
