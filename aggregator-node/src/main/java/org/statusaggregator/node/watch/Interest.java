package org.statusaggregator.node.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.StatusFilter;

/**
 * Whose rows a watch wants: everybody's, those of some addresses, or those of the contacts of some lists; and what of that has changed since the peer was told. Only the
 * view's thread touches it.
 */
final class Interest {
    private final StatusFilter filter;
    private final ListMembers members;
    /** Addresses that are followed; empty = any. */
    private final Set<String> emails;

    private final boolean byEmail;
    private final boolean byList;
    /** Addresses that were added and whose rows have not been sent yet. They go when every change until then was sent. */
    private final Set<String> added = new LinkedHashSet<>();
    /** Contact lists whose state has not been told. */
    private final Set<String> changedLists;
    /** What tokens of this filter are bound to; empty = to be worked out. Lists change by themselves, so theirs is never kept. */
    private OptionalInt bound = OptionalInt.empty();

    Interest(StatusFilter filter, ListMembers members) {
        this.filter = filter;
        this.members = members;
        this.emails = new HashSet<>(filter.emails());
        this.byEmail = !emails.isEmpty();
        this.byList = !filter.contactLists().isEmpty();
        this.changedLists = new TreeSet<>(filter.contactLists());
        if (byEmail) {
            bound(); // here and not on the view's thread, for which many addresses take too long
        }
    }

    boolean inEverybody() {
        return !byEmail && !byList;
    }

    boolean inAddresses() {
        return byEmail;
    }

    /** The addresses; empty unless it is in addresses. */
    Collection<String> emails() {
        return emails;
    }

    /** The rows of these that are wanted. */
    List<Row> of(List<Row> rows) {
        List<Row> wanted = new ArrayList<>();
        for (Row row : rows) {
            if (byEmail ? emails.contains(row.email()) : !byList || members.has(row.email())) {
                wanted.add(row);
            }
        }
        return wanted;
    }

    /** Adds and removes addresses; the rows of added ones are due. */
    void update(Set<String> add, Set<String> remove) {
        bound = OptionalInt.empty();
        emails.removeAll(remove);
        added.removeAll(remove);
        for (String email : add) {
            if (emails.add(email)) {
                added.add(email);
            }
        }
    }

    /** A contact list is in another state. Returns whether it is one of this watch; rows of its new addresses are due then. */
    boolean listChanged(String list, Set<String> addedEmails) {
        boolean wanted = filter.contactLists().contains(list);
        if (wanted) {
            changedLists.add(list);
            added.addAll(addedEmails);
        }
        return wanted;
    }

    /** Whether addresses or lists wait to be told. */
    boolean isDue() {
        return hasAdded() || !changedLists.isEmpty();
    }

    boolean hasAdded() {
        return !added.isEmpty();
    }

    /** The added address that has waited longest; it does not wait any more. Only with {@link #hasAdded}. */
    String nextAdded() {
        Iterator<String> addresses = added.iterator();
        String next = addresses.next();
        addresses.remove();
        return next;
    }

    /** Tells each list that waits with its version. */
    void tellLists(BiConsumer<String, String> teller) {
        if (!changedLists.isEmpty()) {
            Map<String, String> versions = members.versions();
            changedLists.forEach(list -> teller.accept(list, versions.getOrDefault(list, "")));
            changedLists.clear();
        }
    }

    /** Whether a token says what the peer has: not while rows of added addresses are due, nor without addresses, as that filter would read as everything. */
    boolean canResume() {
        return added.isEmpty() && (!byEmail || !emails.isEmpty());
    }

    /** What tokens are bound to, see {@link ResumeToken#digest}. */
    int bound() {
        if (byList) {
            return digest();
        }
        if (bound.isEmpty()) {
            bound = OptionalInt.of(digest());
        }
        return bound.getAsInt();
    }

    private int digest() {
        return ResumeToken.digest(members.bind(new StatusFilter(emails, filter.cicServers(), filter.contactLists())));
    }
}
