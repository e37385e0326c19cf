package org.statusaggregator.cli.users;

import java.util.List;
import java.util.concurrent.Callable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.v1.GetStatusesRequest;
import org.statusaggregator.v1.GetStatusesResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aggregator users get}. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = "The statuses of some users; exit code 6 when one of them is not known.")
public final class GetCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Parameters(paramLabel = "EMAIL", arity = "1..*", description = "e-mail address; case does not matter")
    private List<String> emails = List.of();

    @Option(
            names = "--all-rows",
            description = "every row of an address that several CIC servers publish, not only the one that counts")
    private boolean allRows;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public GetCommand(Environment environment, Connector connector) {
        this.environment = environment;
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        GetStatusesRequest request = GetStatusesRequest.newBuilder()
                .addAllEmails(emails)
                .setAllRows(allRows)
                .build();
        try (ClusterConnection nodes = connection.open()) {
            GetStatusesResponse answer = nodes.statuses(statuses -> statuses.getStatuses(request));
            if (answer.getStatusesCount() > 0 || !output.format().forPeople()) {
                output.list(Statuses.table(environment.clock()), answer.getStatusesList());
            }
            answer.getUnknownEmailsList()
                    .forEach(email ->
                            output.remark(email + ": no CIC server publishes a user with this e-mail address"));
            return answer.getUnknownEmailsCount() == 0 ? ExitCode.OK : ExitCode.NOT_FOUND;
        }
    }
}
