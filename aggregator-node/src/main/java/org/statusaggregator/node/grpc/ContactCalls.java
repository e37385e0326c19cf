package org.statusaggregator.node.grpc;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.wire.WireContacts;
import org.statusaggregator.node.contacts.Column;
import org.statusaggregator.node.contacts.ContactDirectory;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.ContactPage;
import org.statusaggregator.node.contacts.ContactQuery;
import org.statusaggregator.node.contacts.ListSnapshot;
import org.statusaggregator.node.contacts.TextFilter;
import org.statusaggregator.node.contacts.Viewer;
import org.statusaggregator.node.watch.ListMembers;
import org.statusaggregator.v1.ColumnFilter;
import org.statusaggregator.v1.ContactList;
import org.statusaggregator.v1.ListContactListsRequest;
import org.statusaggregator.v1.ListContactListsResponse;
import org.statusaggregator.v1.ListContactsRequest;
import org.statusaggregator.v1.ListContactsResponse;

/** The calls of those who read contact lists. */
final class ContactCalls {
    private static final int DEFAULT_PAGE = 100;
    private static final int MOST = 1_000;
    private static final int MOST_FILTERS = 20;

    private final ContactDirectory directory;

    ContactCalls(ContactDirectory directory) {
        this.directory = directory;
    }

    private static Viewer viewer() {
        return Peer.current().identity().role() == Role.ADMIN ? Viewer.ADMIN : Viewer.PUBLIC;
    }

    private ContactListSource list(String name) {
        ContactListSource list = directory.list(viewer(), name);
        if (list == null) {
            throw Errors.contactListNotFound(name);
        }
        return list;
    }

    void lists(ListContactListsRequest request, StreamObserver<ListContactListsResponse> observer) {
        ListContactListsResponse.Builder answer = ListContactListsResponse.newBuilder();
        for (ContactListSource list : directory.lists(viewer())) {
            ListSnapshot state = directory.snapshot(list);
            answer.addContactLists(ContactList.newBuilder()
                    .setName(list.name())
                    .setLabel(list.label())
                    .setPublic(list.audience().everybody())
                    .setHasStatus(list.hasStatus())
                    .setContacts(state.size())
                    .setVersion(state.version()));
        }
        observer.onNext(answer.build());
        observer.onCompleted();
    }

    void contacts(ListContactsRequest request, StreamObserver<ListContactsResponse> observer) {
        ContactListSource list = list(request.getContactList());
        Reply.send(directory.query(list, query(request)), observer, ContactCalls::answer);
    }

    private static ContactQuery query(ListContactsRequest request) {
        int size = request.getPageSize() == 0 ? DEFAULT_PAGE : request.getPageSize();
        if (size < 0 || size > MOST) {
            throw Errors.badField("page_size", Integer.toString(size), "1 to " + MOST);
        }
        if (request.getSkip() < 0) {
            throw Errors.badField("skip", Integer.toString(request.getSkip()), "0 or more");
        }
        if (request.getFiltersCount() > MOST_FILTERS) {
            throw Errors.badField("filters", request.getFiltersCount() + " filters", "at most " + MOST_FILTERS);
        }
        List<TextFilter> filters = new ArrayList<>();
        for (ColumnFilter filter : request.getFiltersList()) {
            filters.add(
                    new TextFilter(Column.of("filters.column", filter.getColumn()), match(filter), filter.getText()));
        }
        String order = request.getOrderBy();
        return new ContactQuery(
                filters,
                order.isEmpty() ? Column.NAME : Column.of("order_by", order),
                request.getDescending(),
                presence(request),
                new ContactQuery.Page(place(request.getPageToken()), request.getSkip(), size));
    }

    private static TextFilter.Match match(ColumnFilter filter) {
        return switch (filter.getMatch()) {
            case MATCH_UNSPECIFIED, CONTAINS -> TextFilter.Match.CONTAINS;
            case EXACT -> TextFilter.Match.EXACT;
            case PREFIX -> TextFilter.Match.PREFIX;
            case WILDCARD -> TextFilter.Match.WILDCARD;
            case UNRECOGNIZED ->
                throw Errors.badField(
                        "filters.match",
                        Integer.toString(filter.getMatchValue()),
                        "CONTAINS, EXACT, PREFIX or WILDCARD");
        };
    }

    private static ContactQuery.Presence presence(ListContactsRequest request) {
        return switch (request.getStatusPresence()) {
            case STATUS_PRESENCE_UNSPECIFIED -> ContactQuery.Presence.ANY;
            case WITH_STATUS -> ContactQuery.Presence.WITH;
            case WITHOUT_STATUS -> ContactQuery.Presence.WITHOUT;
            case UNRECOGNIZED ->
                throw Errors.badField(
                        "status_presence",
                        Integer.toString(request.getStatusPresenceValue()),
                        "WITH_STATUS or WITHOUT_STATUS");
        };
    }

    private static ListContactsResponse answer(ContactPage page) {
        ListContactsResponse.Builder answer = ListContactsResponse.newBuilder()
                .setMatching(page.matching())
                .setTotal(page.list().size())
                .setVersion(page.list().version());
        page.contacts().forEach(one -> answer.addContacts(WireContacts.toProto(one.contact(), one.status())));
        ContactQuery.Place next = page.next();
        return next == null
                ? answer.build()
                : answer.setNextPageToken(next.token()).build();
    }

    private static ContactQuery.@Nullable Place place(String token) {
        try {
            return token.isEmpty() ? null : ContactQuery.Place.parse(token);
        } catch (IllegalArgumentException e) {
            throw Errors.badField("page_token", token, "the next_page_token of the page before");
        }
    }

    /** The addresses that a watch by contact lists follows. */
    ListMembers members(StatusFilter filter) {
        if (filter.contactLists().isEmpty()) {
            return ListMembers.NONE;
        }
        if (!filter.emails().isEmpty()) {
            throw Errors.badField("filter.contact_lists", filter.contactLists().toString(), "none beside emails");
        }
        List<ContactListSource> lists =
                filter.contactLists().stream().map(this::list).toList();
        for (ContactListSource list : lists) {
            if (!list.hasStatus()) {
                throw Errors.badField("filter.contact_lists", list.name(), "lists with statuses (has_status)");
            }
        }
        return new Members(directory, lists);
    }

    /** Always as the lists are now. */
    private record Members(ContactDirectory directory, List<ContactListSource> lists) implements ListMembers {
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
            lists.forEach(
                    list -> versions.put(list.name(), directory.snapshot(list).version()));
            return versions;
        }
    }
}
