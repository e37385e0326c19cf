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
import org.statusaggregator.v1.ListStatusesRequest;
import org.statusaggregator.v1.ListStatusesResponse;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aggregator users list}: every row that matches, page by page. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "The users of all CIC servers, or some of them.")
public final class ListCommand implements Callable<ExitCode> {
    private static final int PAGE_SIZE = 1000;

    private final Environment environment;

    @Option(
            names = "--cic",
            paramLabel = "NAME",
            split = ",",
            description = "only users of this CIC server; may be repeated")
    private List<String> cicServers = List.of();

    @Option(
            names = "--email",
            paramLabel = "EMAIL",
            split = ",",
            description = "only this e-mail address; may be repeated")
    private List<String> emails = List.of();

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
        ListStatusesRequest.Builder request = ListStatusesRequest.newBuilder()
                .setPageSize(PAGE_SIZE)
                .setFilter(
                        StatusFilter.newBuilder().addAllCicServers(cicServers).addAllEmails(emails));
        List<Status> rows = new ArrayList<>();
        try (ClusterConnection nodes = connection.open()) {
            do {
                ListStatusesRequest page = request.build();
                ListStatusesResponse answer = nodes.statuses(statuses -> statuses.listStatuses(page));
                rows.addAll(answer.getStatusesList());
                request.setPageToken(answer.getNextPageToken());
            } while (!request.getPageToken().isEmpty());
        }
        output.list(Statuses.table(environment.clock()), rows);
        return ExitCode.OK;
    }
}
