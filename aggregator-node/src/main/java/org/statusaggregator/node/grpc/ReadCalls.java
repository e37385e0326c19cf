package org.statusaggregator.node.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Emails;
import org.statusaggregator.core.status.Preference;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.wire.WatchMessages;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.node.limits.Places;
import org.statusaggregator.node.view.RowPage;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;
import org.statusaggregator.node.watch.BadTokenException;
import org.statusaggregator.node.watch.ListMembers;
import org.statusaggregator.node.watch.ResumeToken;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.v1.GetStatusesRequest;
import org.statusaggregator.v1.GetStatusesResponse;
import org.statusaggregator.v1.ListStatusesRequest;
import org.statusaggregator.v1.ListStatusesResponse;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.UpdateWatchRequest;
import org.statusaggregator.v1.UpdateWatchResponse;
import org.statusaggregator.v1.WatchRequest;

/** The calls of those who read. */
final class ReadCalls {
    /** Most rows in a page, most addresses in a question, and most addresses of a watch. */
    private static final int MAX_PAGE = 1_000;

    private static final int MAX_EMAILS = 100_000;
    private static final Duration WATCH_AGAIN = Duration.ofSeconds(2);

    private final StatusView view;
    private final ViewLoop loop;
    private final WatchHub hub;
    private final Places places;
    /** The addresses in the contact lists of a filter. */
    private final Function<StatusFilter, ListMembers> lists;

    ReadCalls(StatusView view, ViewLoop loop, WatchHub hub, Places places, Function<StatusFilter, ListMembers> lists) {
        this.view = view;
        this.loop = loop;
        this.hub = hub;
        this.places = places;
        this.lists = lists;
    }

    void watch(WatchRequest request, ServerCallStreamObserver<byte[]> observer) {
        StatusFilter filter = filter(request.getFilter());
        if (filter.emails().size() > MAX_EMAILS) {
            throw Errors.badField("filter.emails", filter.emails().size() + " addresses", "at most " + MAX_EMAILS);
        }
        ListMembers members = lists.apply(filter);
        @Nullable ResumeToken token = null;
        if (!request.getResumeToken().isEmpty()) {
            try {
                token = ResumeToken.decode(request.getResumeToken().toByteArray(), members.bind(filter));
            } catch (BadTokenException e) {
                throw Errors.badToken(String.valueOf(e.getMessage()));
            }
        }
        PeerIdentity peer = Peer.current().identity();
        WatchStream.open(
                hub,
                place(peer),
                new org.statusaggregator.node.watch.WatchRequest(
                        peer, filter, token, request.getIncludeOwn(), members, System.currentTimeMillis()),
                observer);
    }

    private Places.Place place(PeerIdentity peer) {
        Places.Answer answer = places.take(peer.role() + " " + peer.name());
        if (answer instanceof Places.Place place) {
            return place;
        }
        String limit = answer == Places.Full.NAME ? "watches-per-certificate" : "watches";
        String whose = answer == Places.Full.NAME ? peer.name() + " has" : "this node has";
        throw Errors.limit(limit, whose + " as many watches as it may (limits." + limit + ")", WATCH_AGAIN);
    }

    void updateWatch(UpdateWatchRequest request, StreamObserver<UpdateWatchResponse> observer) {
        Set<String> add = normalized(request.getAddEmailsList());
        Set<String> remove = normalized(request.getRemoveEmailsList());
        if (add.size() > MAX_EMAILS) {
            throw Errors.badField("add_emails", add.size() + " addresses", "at most " + MAX_EMAILS);
        }
        Reply.send(hub.update(request.getWatchId(), Peer.current().identity(), add, remove), observer, emails -> {
            if (emails.isEmpty()) {
                throw Errors.watchNotFound(request.getWatchId());
            }
            return UpdateWatchResponse.newBuilder().setEmails(emails.getAsInt()).build();
        });
    }

    void get(GetStatusesRequest request, StreamObserver<GetStatusesResponse> observer) {
        if (request.getEmailsCount() == 0 || request.getEmailsCount() > MAX_PAGE) {
            throw Errors.badField("emails", request.getEmailsCount() + " addresses", "1 to " + MAX_PAGE);
        }
        Reply.send(loop.ask(() -> get(request)), observer, answer -> answer);
    }

    private GetStatusesResponse get(GetStatusesRequest request) {
        GetStatusesResponse.Builder answer = GetStatusesResponse.newBuilder();
        for (String email : request.getEmailsList()) {
            List<Status> rows = view.find(Emails.normalize(email)).stream()
                    .map(found -> WatchMessages.row(found.roster().cicServer(), found.row()))
                    .sorted(Comparator.comparing(WireStatus::fromProto, Preference.ORDER.reversed()))
                    .toList();
            if (rows.isEmpty()) {
                answer.addUnknownEmails(email);
            } else {
                answer.addAllStatuses(request.getAllRows() ? rows : rows.subList(0, 1));
            }
        }
        return answer.build();
    }

    void list(ListStatusesRequest request, StreamObserver<ListStatusesResponse> observer) {
        int size = request.getPageSize() == 0 ? MAX_PAGE : request.getPageSize();
        if (size < 0 || size > MAX_PAGE) {
            throw Errors.badField("page_size", Integer.toString(size), "1 to " + MAX_PAGE);
        }
        StatusFilter filter = filter(request.getFilter());
        if (!filter.contactLists().isEmpty()) {
            throw Errors.badField("filter.contact_lists", filter.contactLists().toString(), "none: see ListContacts");
        }
        RowPage.Place from = place(request.getPageToken());
        Reply.send(loop.ask(() -> RowPage.read(view, filter, email -> true, from, size)), observer, ReadCalls::answer);
    }

    private static ListStatusesResponse answer(RowPage page) {
        ListStatusesResponse.Builder answer = ListStatusesResponse.newBuilder();
        page.rows()
                .forEach(found ->
                        answer.addStatuses(WatchMessages.row(found.roster().cicServer(), found.row())));
        RowPage.Place next = page.next();
        return next == null
                ? answer.build()
                : answer.setNextPageToken(next.token()).build();
    }

    private static RowPage.Place place(String token) {
        try {
            return RowPage.Place.parse(token);
        } catch (IllegalArgumentException e) {
            throw Errors.badField("page_token", token, "the next_page_token of the page before");
        }
    }

    private static StatusFilter filter(org.statusaggregator.v1.StatusFilter filter) {
        return new StatusFilter(
                new HashSet<>(filter.getEmailsList()),
                new HashSet<>(filter.getCicServersList()),
                new HashSet<>(filter.getContactListsList()));
    }

    private static Set<String> normalized(List<String> emails) {
        return emails.stream().map(Emails::normalize).collect(Collectors.toUnmodifiableSet());
    }
}
