package org.statusaggregator.cli.watches;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.v1.ListWatchesRequest;
import org.statusaggregator.v1.ListWatchesResponse;
import org.statusaggregator.v1.WatchInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aggregator watches list}: each node knows its own watches only, so every host is asked. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "The watches of every host given; exit code 3 when one did not answer.")
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
        List<String> missing = new ArrayList<>();
        try (ClusterConnection nodes = connection.open()) {
            List<ListWatchesResponse> answers =
                    nodes.everyAdmin(admin -> admin.listWatches(ListWatchesRequest.getDefaultInstance()), missing::add);
            output.list(
                    table(),
                    answers.stream()
                            .flatMap(answer -> answer.getWatchesList().stream())
                            .toList());
        }
        missing.forEach(sentence -> output.remark("its watches are missing here: " + sentence));
        return missing.isEmpty() ? ExitCode.OK : ExitCode.DEGRADED;
    }

    private Listing<WatchInfo> table() {
        return new Listing<>(WatchInfo.getDefaultInstance(), "Nobody watches.")
                .text("NODE", WatchInfo::getNode)
                .text("PEER", WatchInfo::getPeer)
                .text("ROLE", WatchInfo::getRole)
                .text("STATE", WatchInfo::getState)
                .text("FOLLOWS", ListCommand::follows)
                .number("BEHIND", WatchInfo::getBehind)
                .number("DELIVERED", WatchInfo::getDelivered)
                .number("AGE", watch -> watch.hasSince() ? People.age(watch.getSince(), environment.clock()) : "")
                .wideText("WATCH ID", WatchInfo::getWatchId);
    }

    private static String follows(WatchInfo watch) {
        String emails = watch.getEmails() == 0 ? "everybody" : People.count(watch.getEmails(), "e-mail");
        return watch.getCicServersCount() == 0
                ? emails
                : emails + " of " + String.join(", ", watch.getCicServersList());
    }
}
