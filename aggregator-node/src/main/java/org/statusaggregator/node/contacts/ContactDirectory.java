package org.statusaggregator.node.contacts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.Fold;
import org.statusaggregator.node.request.BadFieldException;

/** Answers questions about contact lists. Any thread may ask; the work is done on threads of its own, as it takes a while with many contacts. */
public final class ContactDirectory {
    /** Sorts after every text: contacts without a value come last. */
    private static final String LAST = "\uFFFF";

    private static final JoinedContact NOBODY = new JoinedContact(Contact.of("", List.of(), Map.of()), null);
    private static final Comparator<Keyed> ORDER =
            Comparator.comparing(Keyed::key).thenComparing(Keyed::id);

    private final List<ContactListSource> lists;
    private final ContactsView view;
    private final StatusJoin join;
    private final Executor executor;

    ContactDirectory(List<ContactListSource> lists, ContactsView view, StatusJoin join, Executor executor) {
        this.lists = lists;
        this.view = view;
        this.join = join;
        this.executor = executor;
    }

    /** A contact with what it is sorted by. */
    private record Keyed(String key, String id, JoinedContact joined) {}

    /** Every list, in the order of the configuration. */
    public List<ContactListSource> sources() {
        return lists;
    }

    /** The lists that the viewer sees, in the order of the configuration. */
    public List<ContactListSource> lists(Viewer viewer) {
        return lists.stream().filter(viewer::sees).toList();
    }

    /** The list of this name; null = there is none, or the viewer does not see it. */
    public @Nullable ContactListSource list(Viewer viewer, String name) {
        return lists.stream()
                .filter(list -> list.name().equals(name) && viewer.sees(list))
                .findFirst()
                .orElse(null);
    }

    /** The list as this node holds it now. */
    public ListSnapshot snapshot(ContactListSource list) {
        ListSnapshot snapshot = view.list(list.name());
        return snapshot == null ? ListSnapshot.empty(list.name()) : snapshot;
    }

    /** Whether a contact of a list with statuses has this normalised address. */
    public boolean isListed(String email) {
        for (ContactListSource list : lists) {
            if (list.hasStatus() && snapshot(list).has(email)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The contacts that a query asks for. Fails with {@link java.util.concurrent.RejectedExecutionException} when too many queries wait.
     *
     * @throws BadFieldException if it asks for statuses of a list that has none
     */
    public CompletionStage<ContactPage> query(ContactListSource list, ContactQuery query) {
        if (query.needsStatuses() && !list.hasStatus()) {
            throw new BadFieldException("contact_list", list.name(), "a list with statuses (has-status)");
        }
        return CompletableFuture.supplyAsync(() -> snapshot(list), executor).thenCompose(snapshot -> {
            List<Contact> candidates = candidates(snapshot, query);
            return query.needsStatuses()
                    ? join.join(candidates).thenApply(joined -> page(snapshot, ordered(joined, query), query))
                    : withStatuses(list, page(snapshot, ordered(bare(candidates), query), query));
        });
    }

    private CompletionStage<ContactPage> withStatuses(ContactListSource list, ContactPage page) {
        if (!list.hasStatus()) {
            return CompletableFuture.completedStage(page);
        }
        List<Contact> contacts =
                page.contacts().stream().map(JoinedContact::contact).toList();
        return join.join(contacts)
                .thenApply(joined -> new ContactPage(joined, page.next(), page.matching(), page.list()));
    }

    private static List<Contact> candidates(ListSnapshot snapshot, ContactQuery query) {
        List<TextFilter> filters = query.filters().stream()
                .filter(filter -> !filter.column().isOfStatus())
                .toList();
        if (filters.isEmpty()) {
            return snapshot.contacts();
        }
        List<Contact> candidates = new ArrayList<>();
        for (Contact contact : snapshot.contacts()) {
            if (filters.stream()
                    .allMatch(filter -> filter.matches(filter.column().text(contact, null)))) {
                candidates.add(contact);
            }
        }
        return candidates;
    }

    private static List<JoinedContact> bare(List<Contact> contacts) {
        return contacts.stream()
                .map(contact -> new JoinedContact(contact, null))
                .toList();
    }

    /** The contacts whose statuses match, in order. */
    private static List<Keyed> ordered(List<JoinedContact> candidates, ContactQuery query) {
        List<TextFilter> filters = query.filters().stream()
                .filter(filter -> filter.column().isOfStatus())
                .toList();
        List<Keyed> matching = new ArrayList<>(candidates.size());
        for (JoinedContact one : candidates) {
            boolean present =
                    switch (query.presence()) {
                        case ANY -> true;
                        case WITH -> one.status() != null;
                        case WITHOUT -> one.status() == null;
                    };
            if (present
                    && filters.stream()
                            .allMatch(filter -> filter.matches(filter.column().text(one.contact(), one.status())))) {
                matching.add(keyed(one, query.order()));
            }
        }
        matching.sort(order(query)); // quick if they are in order already, as by name
        return matching;
    }

    private static Comparator<Keyed> order(ContactQuery query) {
        return query.descending() ? ORDER.reversed() : ORDER;
    }

    private static Keyed keyed(JoinedContact joined, Column order) {
        String text = order.text(joined.contact(), joined.status());
        return new Keyed(text.isEmpty() ? LAST : Fold.of(text), joined.contact().id(), joined);
    }

    private static ContactPage page(ListSnapshot snapshot, List<Keyed> ordered, ContactQuery query) {
        ContactQuery.Page page = query.page();
        int begin = 0;
        if (page.after() != null) {
            Keyed place = new Keyed(page.after().key(), page.after().id(), NOBODY);
            int at = Collections.binarySearch(ordered, place, order(query));
            begin = at >= 0 ? at + 1 : -at - 1;
        }
        int from = (int) Math.min(ordered.size(), (long) begin + page.skip());
        int to = (int) Math.min(ordered.size(), (long) from + page.limit());
        List<JoinedContact> contacts =
                ordered.subList(from, to).stream().map(Keyed::joined).toList();
        boolean more = to < ordered.size() && to > from;
        Keyed last = more ? ordered.get(to - 1) : null;
        ContactQuery.Place next = last == null ? null : new ContactQuery.Place(last.key(), last.id());
        return new ContactPage(contacts, next, ordered.size(), snapshot);
    }
}
