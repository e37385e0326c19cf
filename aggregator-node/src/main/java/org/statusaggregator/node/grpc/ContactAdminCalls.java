package org.statusaggregator.node.grpc;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.core.wire.WatchMessages;
import org.statusaggregator.core.wire.WireContacts;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.ContactPolls;
import org.statusaggregator.node.contacts.Contacts;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.UnlistedUsers;
import org.statusaggregator.node.contacts.Viewer;
import org.statusaggregator.v1.AcceptContactListRequest;
import org.statusaggregator.v1.AcceptContactListResponse;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.ListContactListPollsRequest;
import org.statusaggregator.v1.ListContactListPollsResponse;
import org.statusaggregator.v1.ListUnlistedUsersRequest;
import org.statusaggregator.v1.ListUnlistedUsersResponse;
import org.statusaggregator.v1.PollContactListRequest;
import org.statusaggregator.v1.PollContactListResponse;

/** The calls of administrators about contact lists. */
final class ContactAdminCalls {
    private static final int MOST = 1_000;

    private final Contacts contacts;

    ContactAdminCalls(Contacts contacts) {
        this.contacts = contacts;
    }

    void polls(ListContactListPollsRequest request, StreamObserver<ListContactListPollsResponse> observer) {
        ListContactListPollsResponse.Builder answer = ListContactListPollsResponse.newBuilder();
        contacts.polls().reports().forEach(report -> answer.addPolls(poll(report)));
        observer.onNext(answer.build());
        observer.onCompleted();
    }

    void poll(PollContactListRequest request, StreamObserver<PollContactListResponse> observer) {
        ContactListSource list = list(request.getContactList());
        ContactListPoll before = poll(contacts.polls().report(list));
        Reply.send(contacts.polls().request(list), observer, done -> PollContactListResponse.newBuilder()
                .setPoll(before)
                .build());
    }

    void accept(AcceptContactListRequest request, StreamObserver<AcceptContactListResponse> observer) {
        ContactListSource list = list(request.getContactList());
        Reply.send(contacts.polls().accept(list), observer, answer -> {
            if (answer.refusal() != null) {
                throw Errors.nothingHeldBack(list.name());
            }
            ContactPolls.Report report = contacts.polls().report(list);
            return AcceptContactListResponse.newBuilder().setPoll(poll(report)).build();
        });
    }

    private ContactListSource list(String name) {
        ContactListSource list = contacts.directory().list(Viewer.ADMIN, name);
        if (list == null) {
            throw Errors.contactListNotFound(name);
        }
        return list;
    }

    private static ContactListPoll poll(ContactPolls.Report report) {
        ContactListSource list = report.list();
        ListHeader header = report.state().header();
        PollState state = header.poll();
        PollState.Ended last = state.last();
        ContactListPoll.Builder poll = ContactListPoll.newBuilder()
                .setContactList(list.name())
                .setLabel(list.label())
                .setDataSource(list.source().name())
                .setLocation(location(list.source()))
                .setOutcome(WireContacts.toProto(last.outcome()))
                .setMessage(last.message())
                .setNode(last.node())
                .setNextAt(Timestamps.fromMillis(report.dueAt().toEpochMilli()))
                .setRunningOn(state.running().node())
                .setFailures(state.failures())
                .setContacts(report.state().size())
                .setVersion(report.state().version());
        counts(poll, last);
        if (last.endedAt() > 0) {
            poll.setBeganAt(time(last.beganAt())).setEndedAt(time(last.endedAt()));
        }
        if (state.succeededAt() > 0) {
            poll.setSucceededAt(time(state.succeededAt()));
        }
        ListHeader.Held held = header.held();
        if (held != null) {
            poll.setHeldBack(true).setHeldBackRemovals(held.counts().removed());
        }
        return poll.build();
    }

    private static void counts(ContactListPoll.Builder poll, PollState.Ended last) {
        poll.setRead(last.counts().read())
                .setAdded(last.counts().added())
                .setChanged(last.counts().changed())
                .setRemoved(last.counts().removed())
                .setWithoutEmail(last.counts().withoutEmail());
    }

    private static Timestamp time(long millis) {
        return Timestamps.fromMillis(millis);
    }

    private static String location(DataSource source) {
        DataSource.Server server = source.server();
        return server == null
                ? String.valueOf(source.file())
                : server.hosts().stream().map(DataSource.Host::toString).collect(Collectors.joining(";"));
    }

    void unlisted(ListUnlistedUsersRequest request, StreamObserver<ListUnlistedUsersResponse> observer) {
        int size = request.getPageSize() == 0 ? MOST : request.getPageSize();
        if (size < 0 || size > MOST) {
            throw Errors.badField("page_size", Integer.toString(size), "1 to " + MOST);
        }
        Reply.send(contacts.unlisted().page(place(request.getPageToken()), size), observer, page -> {
            ListUnlistedUsersResponse.Builder answer = ListUnlistedUsersResponse.newBuilder();
            page.users().forEach(user -> answer.addStatuses(WatchMessages.row(user.cicServer(), user.row())));
            UnlistedUsers.Place next = page.next();
            return next == null
                    ? answer.build()
                    : answer.setNextPageToken(token(next)).build();
        });
    }

    private static String token(UnlistedUsers.Place place) {
        String text = place.sequence() + "|" + place.cicServer();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static UnlistedUsers.Place place(String token) {
        if (token.isEmpty()) {
            return UnlistedUsers.Place.START;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int bar = text.indexOf('|');
            return new UnlistedUsers.Place(text.substring(bar + 1), Long.parseLong(text.substring(0, bar)));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw Errors.badField("page_token", token, "the next_page_token of the page before");
        }
    }
}
