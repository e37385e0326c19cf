package org.statusaggregator.cli.contacts;

import java.util.List;
import java.util.concurrent.Callable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.ListContactListPollsRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aggregator contacts status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "How the polls of the contact lists go; exit code 3 when one failed or was held back.")
public final class StatusCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public StatusCommand(Environment environment, Connector connector) {
        this.environment = environment;
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        try (ClusterConnection nodes = connection.open()) {
            List<ContactListPoll> polls = nodes.admin(
                            admin -> admin.listContactListPolls(ListContactListPollsRequest.getDefaultInstance()))
                    .getPollsList();
            output.list(Polls.table(environment.clock()), polls);
            boolean good = polls.stream().allMatch(poll -> Polls.exitCode(poll) == ExitCode.OK);
            return good ? ExitCode.OK : ExitCode.DEGRADED;
        }
    }
}
