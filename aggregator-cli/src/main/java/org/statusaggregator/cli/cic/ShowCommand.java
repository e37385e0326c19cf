package org.statusaggregator.cli.cic;

import java.util.concurrent.Callable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.v1.CicServer;
import org.statusaggregator.v1.GetCicServerRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code aggregator cic show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "One CIC server; exit code 6 when nothing is known of it.")
public final class ShowCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Parameters(paramLabel = "NAME", description = "logical name of the CIC server")
    private String name = "";

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public ShowCommand(Environment environment, Connector connector) {
        this.environment = environment;
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        GetCicServerRequest request =
                GetCicServerRequest.newBuilder().setName(name).build();
        try (ClusterConnection nodes = connection.open()) {
            CicServer cic = nodes.admin(admin -> admin.getCicServer(request));
            output.one(CicServers.card(environment.clock()), cic);
            return ExitCode.OK;
        }
    }
}
