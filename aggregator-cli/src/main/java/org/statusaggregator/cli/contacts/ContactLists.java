package org.statusaggregator.cli.contacts;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.v1.ContactList;
import org.statusaggregator.v1.ListContactListsRequest;

/** Which contact lists there are. */
final class ContactLists {
    private ContactLists() {}

    static List<ContactList> all(ClusterConnection nodes) {
        return nodes.statuses(statuses -> statuses.listContactLists(ListContactListsRequest.getDefaultInstance()))
                .getContactListsList();
    }

    /**
     * The list that is meant: the one that was named, else the only one.
     *
     * @throws CommandFailure if there is none, or several
     */
    static String chosen(ClusterConnection nodes, @Nullable String name) {
        if (name != null) {
            return name;
        }
        List<ContactList> lists = all(nodes);
        if (lists.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "no contact list is configured (expected: contacts.lists in the nodes' configuration)");
        }
        if (lists.size() > 1) {
            String names = lists.stream().map(ContactList::getName).collect(Collectors.joining(", "));
            throw new CommandFailure(ExitCode.USAGE, "which contact list? (expected: one of " + names + ")");
        }
        return lists.get(0).getName();
    }
}
