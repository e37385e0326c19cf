package org.statusaggregator.cli.users;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.DurationConverter;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.v1.ListStatusesRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggregator users watch}: changes as they happen, whichever node dies meanwhile. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Follows users live; with -o json one object a line for each change.")
public final class WatchCommand implements Callable<ExitCode> {
    private final Environment environment;
    private final Connector connector;

    @Parameters(paramLabel = "EMAIL", arity = "0..*", description = "whom to follow (default: everybody)")
    private List<String> emails = List.of();

    @Option(
            names = "--cic",
            paramLabel = "NAME",
            split = ",",
            description = "only users of this CIC server; may be repeated")
    private List<String> cicServers = List.of();

    @Option(
            names = "--until",
            paramLabel = "KEY",
            description = "end with exit code 0 when one of the users has this status key, at once if so already")
    private @Nullable String until;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "end after this time; with --until that is exit code 1 (default: never)")
    private @Nullable Duration time;

    @Option(names = "--snapshot", description = "first print what is so now")
    private boolean snapshot;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    @Spec
    private @Nullable CommandSpec command;

    /** The command in these surroundings. */
    public WatchCommand(Environment environment, Connector connector) {
        this.environment = environment;
        this.connector = connector;
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() throws InterruptedException {
        if (until != null && emails.isEmpty()) {
            throw new ParameterException(
                    spec().commandLine(), "--until " + until + " without EMAIL (expected: whose status it is)");
        }
        StatusFilter filter = new StatusFilter(new HashSet<>(emails), new HashSet<>(cicServers));
        askOnce();
        Follower follower =
                new Follower(output, environment.clock(), new Follower.Wish(snapshot, until, connection.verbose()));
        Connector.Following following =
                connector.follow(connection.hosts(), connection.certificates(), filter, follower);
        try {
            return await(follower.end());
        } finally {
            following.stop();
        }
    }

    /** A watch tries for ever, but a person who mistyped a host wants to be told: so the first question is an ordinary call. */
    private void askOnce() {
        ListStatusesRequest oneRow =
                ListStatusesRequest.newBuilder().setPageSize(1).build();
        try (ClusterConnection nodes = connection.open()) {
            nodes.statuses(statuses -> statuses.listStatuses(oneRow));
        }
    }

    private ExitCode await(CompletableFuture<ExitCode> end) throws InterruptedException {
        try {
            return time == null ? end.get() : end.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (until == null || time == null) {
                return ExitCode.OK;
            }
            output.remark(
                    "nobody of " + String.join(", ", emails) + " was '" + until + "' within " + People.duration(time));
            return ExitCode.FAILED;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it with a failure", e);
        }
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("started without its command line");
        }
        return command;
    }
}
