package org.statusaggregator.cli.contacts;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.DurationConverter;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.v1.AcceptContactListRequest;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.ContactListPoll.Outcome;
import org.statusaggregator.v1.ListContactListPollsRequest;
import org.statusaggregator.v1.PollContactListRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aggregator contacts poll}: reads the directory now, or takes over what was held back. */
@Command(
        name = "poll",
        mixinStandardHelpOptions = true,
        description =
                "Has a contact list read from its directory now, and waits for the end. Exit code 1 when that fails, 3 when it is held back.")
public final class PollCommand implements Callable<ExitCode> {
    private static final long LOOK_MILLIS = 250;

    private final Environment environment;

    @Parameters(paramLabel = "LIST", arity = "0..1", description = "the contact list (default: the only one)")
    private @Nullable String list;

    @Option(
            names = "--accept",
            description = "take over the difference that was held back because the list would become so much smaller")
    private boolean accept;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "how long to wait for the end (default: ${DEFAULT-VALUE})")
    private Duration patience = Duration.ofMinutes(10);

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public PollCommand(Environment environment, Connector connector) {
        this.environment = environment;
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() throws InterruptedException {
        try (ClusterConnection nodes = connection.open()) {
            String name = ContactLists.chosen(nodes, list);
            ContactListPoll poll = accept ? accepted(nodes, name) : polled(nodes, name);
            output.list(Polls.table(environment.clock()), List.of(poll));
            return poll.getOutcome() == Outcome.FAILED ? ExitCode.FAILED : Polls.exitCode(poll);
        }
    }

    private static ContactListPoll accepted(ClusterConnection nodes, String name) {
        AcceptContactListRequest request =
                AcceptContactListRequest.newBuilder().setContactList(name).build();
        ContactListPoll before =
                nodes.admin(admin -> admin.acceptContactList(request)).getPoll();
        // the answering node's own copy follows within milliseconds
        return find(nodes, name, before);
    }

    private ContactListPoll polled(ClusterConnection nodes, String name) throws InterruptedException {
        PollContactListRequest request =
                PollContactListRequest.newBuilder().setContactList(name).build();
        ContactListPoll before =
                nodes.admin(admin -> admin.pollContactList(request)).getPoll();
        Timestamp ended = before.getEndedAt();
        long deadline = System.nanoTime() + patience.toNanos();
        ContactListPoll now = before;
        while (now.getEndedAt().equals(ended)) {
            if (System.nanoTime() - deadline > 0) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the poll of " + name + " has not ended within " + People.duration(patience)
                                + (now.getRunningOn().isEmpty() ? "" : "; " + now.getRunningOn() + " is polling"));
            }
            Thread.sleep(LOOK_MILLIS); // between two questions, as a person would
            now = find(nodes, name, now);
        }
        return now;
    }

    private static ContactListPoll find(ClusterConnection nodes, String name, ContactListPoll otherwise) {
        return nodes
                .admin(admin -> admin.listContactListPolls(ListContactListPollsRequest.getDefaultInstance()))
                .getPollsList()
                .stream()
                .filter(poll -> poll.getContactList().equals(name))
                .findFirst()
                .orElse(otherwise);
    }
}
