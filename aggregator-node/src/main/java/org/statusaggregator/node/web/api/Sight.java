package org.statusaggregator.node.web.api;

import java.util.List;
import java.util.function.Predicate;
import org.statusaggregator.node.contacts.ContactDirectory;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.web.session.Caller;
import org.statusaggregator.node.web.watch.ListedEmails;

/** Whom a caller sees: a person only users whom a contact list with statuses shows that the person may see; CIC servers and administrators everybody. */
final class Sight {
    private final ContactDirectory directory;

    Sight(ContactDirectory directory) {
        this.directory = directory;
    }

    /** Which normalised addresses; always as the lists are now. */
    Predicate<String> of(Caller caller) {
        if (!caller.seesListedOnly()) {
            return email -> true;
        }
        List<ContactListSource> lists = directory.lists(caller.viewer()).stream()
                .filter(ContactListSource::hasStatus)
                .toList();
        return new ListedEmails(directory, lists)::has;
    }

    /** The list of this name. */
    ContactListSource list(Caller caller, String name) {
        ContactListSource list = directory.list(caller.viewer(), name);
        if (list == null) {
            throw Problem.contactListNotFound(name);
        }
        return list;
    }
}
