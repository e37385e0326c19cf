package org.statusaggregator.cli.users;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.v1.ListUnlistedUsersRequest;
import org.statusaggregator.v1.ListUnlistedUsersResponse;
import org.statusaggregator.v1.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aggregator users unlisted}. */
@Command(
        name = "unlisted",
        mixinStandardHelpOptions = true,
        description = "Users whose e-mail address is in no contact list with statuses: no directory shows them.")
public final class UnlistedCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public UnlistedCommand(Environment environment, Connector connector) {
        this.environment = environment;
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        ListUnlistedUsersRequest.Builder request = ListUnlistedUsersRequest.newBuilder();
        List<Status> rows = new ArrayList<>();
        try (ClusterConnection nodes = connection.open()) {
            do {
                ListUnlistedUsersRequest page = request.build();
                ListUnlistedUsersResponse answer = nodes.admin(admin -> admin.listUnlistedUsers(page));
                rows.addAll(answer.getStatusesList());
                request.setPageToken(answer.getNextPageToken());
            } while (!request.getPageToken().isEmpty());
        }
        output.list(Statuses.table(environment.clock()), rows);
        return ExitCode.OK;
    }
}
