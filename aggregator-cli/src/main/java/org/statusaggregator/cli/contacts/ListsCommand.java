package org.statusaggregator.cli.contacts;

import java.util.concurrent.Callable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.v1.ContactList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aggregator contacts lists}. */
@Command(name = "lists", mixinStandardHelpOptions = true, description = "The contact lists that are configured.")
public final class ListsCommand implements Callable<ExitCode> {
    private static final Listing<ContactList> TABLE = new Listing<>(
                    ContactList.getDefaultInstance(), "No contact list is configured.")
            .text("NAME", ContactList::getName)
            .text("LABEL", ContactList::getLabel)
            .number("CONTACTS", ContactList::getContacts)
            .text("PUBLIC", list -> People.yes(list.getPublic()))
            .text("HAS STATUS", list -> People.yes(list.getHasStatus()))
            .wideText("VERSION", ContactList::getVersion);

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public ListsCommand(Environment environment, Connector connector) {
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        try (ClusterConnection nodes = connection.open()) {
            output.list(TABLE, ContactLists.all(nodes));
            return ExitCode.OK;
        }
    }
}
