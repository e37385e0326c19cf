package org.statusaggregator.cli;

import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.v1.AcceptContactListRequest;
import org.statusaggregator.v1.AcceptContactListResponse;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.CicServer;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.Contact;
import org.statusaggregator.v1.ContactList;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.GetCicServerRequest;
import org.statusaggregator.v1.GetClusterRequest;
import org.statusaggregator.v1.GetStatusesRequest;
import org.statusaggregator.v1.GetStatusesResponse;
import org.statusaggregator.v1.ListCicServersRequest;
import org.statusaggregator.v1.ListCicServersResponse;
import org.statusaggregator.v1.ListContactListPollsRequest;
import org.statusaggregator.v1.ListContactListPollsResponse;
import org.statusaggregator.v1.ListContactListsRequest;
import org.statusaggregator.v1.ListContactListsResponse;
import org.statusaggregator.v1.ListContactsRequest;
import org.statusaggregator.v1.ListContactsResponse;
import org.statusaggregator.v1.ListCopiesRequest;
import org.statusaggregator.v1.ListCopiesResponse;
import org.statusaggregator.v1.ListStatusesRequest;
import org.statusaggregator.v1.ListStatusesResponse;
import org.statusaggregator.v1.ListUnlistedUsersRequest;
import org.statusaggregator.v1.ListUnlistedUsersResponse;
import org.statusaggregator.v1.ListWatchesRequest;
import org.statusaggregator.v1.ListWatchesResponse;
import org.statusaggregator.v1.PollContactListRequest;
import org.statusaggregator.v1.PollContactListResponse;
import org.statusaggregator.v1.RosterCopy;
import org.statusaggregator.v1.SnapshotBegin;
import org.statusaggregator.v1.SnapshotEnd;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchInfo;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;
import org.statusaggregator.v1.WatchStarted;

/** A node that answers what a test put into its fields, in this process. */
final class FakeNode implements AutoCloseable {
    final List<CicServer> cicServers = new ArrayList<>();
    final List<Status> statuses = new ArrayList<>();
    final List<WatchInfo> watches = new ArrayList<>();
    final List<ListStatusesRequest> listed = new ArrayList<>();
    Cluster cluster = Cluster.getDefaultInstance();
    final List<StreamObserver<WatchResponse>> watchers = new CopyOnWriteArrayList<>();
    final List<ContactList> contactLists = new ArrayList<>();
    final List<Contact> contacts = new ArrayList<>();
    final List<ListContactsRequest> contactQuestions = new ArrayList<>();
    final List<ContactListPoll> polls = new ArrayList<>();
    final List<String> accepted = new ArrayList<>();
    /** What the polls become when one is asked for. */
    ContactListPoll nextPoll = ContactListPoll.getDefaultInstance();

    final List<RosterCopy> copies = new ArrayList<>();

    int pageSize = 1000;
    /** Answered to every call; null = none. */
    @Nullable StatusRuntimeException failure;

    private final Server server;

    /** A node in this process. */
    FakeNode(String name) {
        this(InProcessServerBuilder.forName(name).directExecutor());
    }

    /** A node on a port. */
    FakeNode(ServerBuilder<?> builder) {
        server = builder.addService(new Admin()).addService(new Statuses()).build();
        try {
            server.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    /** Sends a change to every watch. */
    void publish(Status status) {
        watchers.forEach(watcher ->
                watcher.onNext(WatchResponse.newBuilder().addStatuses(status).build()));
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private <T> void answer(StreamObserver<T> to, T message) {
        if (failure == null) {
            to.onNext(message);
            to.onCompleted();
        } else {
            to.onError(failure);
        }
    }

    private final class Admin extends AdminServiceGrpc.AdminServiceImplBase {
        @Override
        public void getCluster(GetClusterRequest request, StreamObserver<Cluster> to) {
            answer(to, cluster);
        }

        @Override
        public void listCicServers(ListCicServersRequest request, StreamObserver<ListCicServersResponse> to) {
            answer(
                    to,
                    ListCicServersResponse.newBuilder()
                            .addAllCicServers(cicServers)
                            .build());
        }

        @Override
        public void getCicServer(GetCicServerRequest request, StreamObserver<CicServer> to) {
            for (CicServer cic : cicServers) {
                if (cic.getName().equals(request.getName())) {
                    answer(to, cic);
                    return;
                }
            }
            to.onError(io.grpc.Status.NOT_FOUND
                    .withDescription("cic server \"" + request.getName() + "\" is not known")
                    .asRuntimeException());
        }

        @Override
        public void listContactListPolls(
                ListContactListPollsRequest request, StreamObserver<ListContactListPollsResponse> to) {
            answer(
                    to,
                    ListContactListPollsResponse.newBuilder().addAllPolls(polls).build());
        }

        @Override
        public void pollContactList(PollContactListRequest request, StreamObserver<PollContactListResponse> to) {
            ContactListPoll before = polls.set(0, nextPoll);
            answer(to, PollContactListResponse.newBuilder().setPoll(before).build());
        }

        @Override
        public void acceptContactList(AcceptContactListRequest request, StreamObserver<AcceptContactListResponse> to) {
            accepted.add(request.getContactList());
            answer(
                    to,
                    AcceptContactListResponse.newBuilder().setPoll(polls.get(0)).build());
        }

        @Override
        public void listUnlistedUsers(ListUnlistedUsersRequest request, StreamObserver<ListUnlistedUsersResponse> to) {
            answer(
                    to,
                    ListUnlistedUsersResponse.newBuilder()
                            .addAllStatuses(statuses)
                            .build());
        }

        @Override
        public void listCopies(ListCopiesRequest request, StreamObserver<ListCopiesResponse> to) {
            answer(to, ListCopiesResponse.newBuilder().addAllCopies(copies).build());
        }

        @Override
        public void listWatches(ListWatchesRequest request, StreamObserver<ListWatchesResponse> to) {
            answer(to, ListWatchesResponse.newBuilder().addAllWatches(watches).build());
        }
    }

    private final class Statuses extends StatusServiceGrpc.StatusServiceImplBase {
        @Override
        public void listContactLists(ListContactListsRequest request, StreamObserver<ListContactListsResponse> to) {
            answer(
                    to,
                    ListContactListsResponse.newBuilder()
                            .addAllContactLists(contactLists)
                            .build());
        }

        @Override
        public void listContacts(ListContactsRequest request, StreamObserver<ListContactsResponse> to) {
            contactQuestions.add(request);
            int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
            int end = Math.min(contacts.size(), from + Math.min(pageSize, request.getPageSize()));
            answer(
                    to,
                    ListContactsResponse.newBuilder()
                            .addAllContacts(contacts.subList(from, end))
                            .setNextPageToken(end < contacts.size() ? Integer.toString(end) : "")
                            .setMatching(contacts.size())
                            .build());
        }

        @Override
        public void listStatuses(ListStatusesRequest request, StreamObserver<ListStatusesResponse> to) {
            listed.add(request);
            int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
            int end = Math.min(statuses.size(), from + pageSize);
            answer(
                    to,
                    ListStatusesResponse.newBuilder()
                            .addAllStatuses(statuses.subList(from, end))
                            .setNextPageToken(end < statuses.size() ? Integer.toString(end) : "")
                            .build());
        }

        @Override
        public void watch(WatchRequest request, StreamObserver<WatchResponse> to) {
            to.onNext(WatchResponse.newBuilder()
                    .setStarted(WatchStarted.newBuilder().setWatchId("w1").setNode("sa1"))
                    .build());
            to.onNext(WatchResponse.newBuilder()
                    .setSnapshotBegin(SnapshotBegin.getDefaultInstance())
                    .build());
            to.onNext(WatchResponse.newBuilder().addAllStatuses(statuses).build());
            to.onNext(WatchResponse.newBuilder()
                    .setSnapshotEnd(SnapshotEnd.getDefaultInstance())
                    .build());
            watchers.add(to);
        }

        @Override
        public void getStatuses(GetStatusesRequest request, StreamObserver<GetStatusesResponse> to) {
            GetStatusesResponse.Builder answer = GetStatusesResponse.newBuilder();
            for (String email : request.getEmailsList()) {
                List<Status> rows = statuses.stream()
                        .filter(row -> row.getEmail().equals(email))
                        .limit(request.getAllRows() ? Long.MAX_VALUE : 1)
                        .toList();
                answer.addAllStatuses(rows);
                if (rows.isEmpty()) {
                    answer.addUnknownEmails(email);
                }
            }
            answer(to, answer.build());
        }
    }
}
