package org.statusaggregator.node.web.watch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.statusaggregator.node.contacts.ContactDirectory;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.watch.ListMembers;

/**
 * The addresses in some contact lists, always as the lists are now.
 *
 * @param directory knows them
 * @param lists which
 */
public record ListedEmails(ContactDirectory directory, List<ContactListSource> lists) implements ListMembers {
    /** Copies the lists. */
    public ListedEmails {
        lists = List.copyOf(lists);
    }

    @Override
    public boolean has(String email) {
        for (ContactListSource list : lists) {
            if (directory.snapshot(list).has(email)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Map<String, String> versions() {
        Map<String, String> versions = new HashMap<>();
        lists.forEach(list -> versions.put(list.name(), directory.snapshot(list).version()));
        return versions;
    }
}
