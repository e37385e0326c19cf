package org.statusaggregator.cli.contacts;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.v1.ColumnFilter;
import org.statusaggregator.v1.Contact;
import org.statusaggregator.v1.ListContactsRequest;
import org.statusaggregator.v1.ListContactsResponse;
import org.statusaggregator.v1.StatusPresence;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggregator contacts search}. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Contacts with their statuses. Without TEXT: all of them. Case and accents do not matter.",
        footer = {
            "",
            "Columns: name, emails, id, firstName, lastName, displayName, userId, title, department, company, businessPhone, mobilePhone,",
            "extension, businessCity, businessCountry and the other contact attributes of CIC; statusKey, detail, onPhone, loggedOn,",
            "cicServer, logonServer."
        })
public final class SearchCommand implements Callable<ExitCode> {
    private static final int MOST = 1_000_000;
    private static final int PAGE = 1_000;

    private final Environment environment;

    @Parameters(
            paramLabel = "TEXT",
            arity = "0..*",
            description = "is anywhere in name, addresses or user id; several: each of them is")
    private List<String> texts = List.of();

    @Option(names = "--list", paramLabel = "NAME", description = "the contact list (default: the only one)")
    private @Nullable String list;

    @Option(
            names = "--filter",
            paramLabel = "COLUMN=TEXT",
            description =
                    "TEXT is anywhere in the column; =TEXT: it is the whole value, with * for any text; may be repeated")
    private Map<String, String> filters = Map.of();

    @ArgGroup
    private @Nullable Presence presence;

    @Option(names = "--sort", paramLabel = "COLUMN", description = "the order (default: by name)")
    private String order = "";

    @Option(names = "--descending", description = "the other way round")
    private boolean descending;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "at most so many (default: ${DEFAULT-VALUE})")
    private int limit = 100;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    @Spec
    private @Nullable CommandSpec command;

    /** With a status, or without. */
    static final class Presence {
        @Option(names = "--with-status", description = "only contacts with a status")
        private boolean with;

        @Option(
                names = "--without-status",
                description = "only contacts without: no CIC server publishes a user with one of their addresses")
        private boolean without;
    }

    /** The command in these surroundings. */
    public SearchCommand(Environment environment, Connector connector) {
        this.environment = environment;
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(
                    spec().commandLine(), "--limit is " + limit + " (expected: between 1 and " + MOST + ")");
        }
        List<Contact> contacts = new ArrayList<>();
        try (ClusterConnection nodes = connection.open()) {
            ListContactsRequest.Builder request = request(ContactLists.chosen(nodes, list));
            ListContactsResponse answer;
            do {
                ListContactsRequest page = request.setPageSize(Math.min(PAGE, limit - contacts.size()))
                        .build();
                answer = nodes.statuses(statuses -> statuses.listContacts(page));
                contacts.addAll(answer.getContactsList());
                request.setPageToken(answer.getNextPageToken());
            } while (!request.getPageToken().isEmpty() && contacts.size() < limit);
            output.list(table(environment.clock()), contacts);
            if (answer.getMatching() > contacts.size()) {
                output.remark(contacts.size() + " of " + answer.getMatching() + " contacts; more with --limit");
            }
        }
        return ExitCode.OK;
    }

    private ListContactsRequest.Builder request(String name) {
        ListContactsRequest.Builder request = ListContactsRequest.newBuilder()
                .setContactList(name)
                .setOrderBy(order)
                .setDescending(descending);
        texts.forEach(text -> request.addFilters(filter("text", text, ColumnFilter.Match.CONTAINS)));
        filters.forEach((column, text) -> request.addFilters(
                text.startsWith("=")
                        ? filter(column, text.substring(1), ColumnFilter.Match.WILDCARD)
                        : filter(column, text, ColumnFilter.Match.CONTAINS)));
        if (presence != null && presence.with) {
            request.setStatusPresence(StatusPresence.WITH_STATUS);
        }
        if (presence != null && presence.without) {
            request.setStatusPresence(StatusPresence.WITHOUT_STATUS);
        }
        return request;
    }

    private static ColumnFilter filter(String column, String text, ColumnFilter.Match match) {
        return ColumnFilter.newBuilder()
                .setColumn(column)
                .setText(text)
                .setMatch(match)
                .build();
    }

    private static Listing<Contact> table(Clock clock) {
        return new Listing<>(Contact.getDefaultInstance(), "No contact matches.")
                .text("NAME", SearchCommand::name)
                .text("STATUS", contact -> contact.getStatus().getStatusKey())
                .number(
                        "SINCE",
                        contact -> contact.getStatus().hasStatusSince()
                                ? People.age(contact.getStatus().getStatusSince(), clock)
                                : "")
                .text("PHONE", contact -> People.yes(contact.getStatus().getOnPhone()))
                .text("LOGON", contact -> contact.getStatus().getLogonServer())
                .text("DEPARTMENT", Contact::getDepartment)
                .text("TELEPHONE", Contact::getBusinessPhone)
                .text("EMAIL", contact -> contact.getEmailsCount() == 0 ? "" : contact.getEmails(0))
                .wideText(
                        "OTHER EMAILS",
                        contact -> String.join(
                                " ", contact.getEmailsList().stream().skip(1).toList()))
                .wideText("TITLE", Contact::getTitle)
                .wideText("CITY", Contact::getBusinessCity)
                .wideText("CIC", contact -> contact.getStatus().getCicServer())
                .wideText("DETAIL", contact -> contact.getStatus().getDetail())
                .wideText("USER ID", Contact::getUserId)
                .wideText("ID", Contact::getId);
    }

    private static String name(Contact contact) {
        if (!contact.getDisplayName().isEmpty()) {
            return contact.getDisplayName();
        }
        return (contact.getFirstName() + " " + contact.getLastName()).strip();
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("started without its command line");
        }
        return command;
    }
}
