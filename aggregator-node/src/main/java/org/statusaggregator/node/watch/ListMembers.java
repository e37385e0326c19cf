package org.statusaggregator.node.watch;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.statusaggregator.core.status.StatusFilter;

/** The addresses in the contact lists of a watch, as they are at the moment. Asked on the view's thread; must not block. */
public interface ListMembers {
    /** No list. */
    ListMembers NONE = new ListMembers() {
        @Override
        public boolean has(String email) {
            return false;
        }

        @Override
        public Map<String, String> versions() {
            return Map.of();
        }
    };

    /** Whether a contact of one of the lists has this normalised address. */
    boolean has(String email);

    /** The version of each list, by name. */
    Map<String, String> versions();

    /** What a resume token is bound to: contact lists in the state that they are in, as addresses that came since would be missed. */
    default StatusFilter bind(StatusFilter filter) {
        if (filter.contactLists().isEmpty()) {
            return filter;
        }
        Set<String> lists = new TreeSet<>();
        versions().forEach((list, version) -> lists.add(list + " " + version));
        return new StatusFilter(filter.emails(), filter.cicServers(), lists);
    }
}
