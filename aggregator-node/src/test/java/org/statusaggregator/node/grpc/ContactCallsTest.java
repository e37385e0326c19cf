package org.statusaggregator.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.support.TestDirectory;
import org.statusaggregator.v1.AcceptContactListRequest;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import org.statusaggregator.v1.ColumnFilter;
import org.statusaggregator.v1.Contact;
import org.statusaggregator.v1.ContactList;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.ContactListPoll.Outcome;
import org.statusaggregator.v1.ListContactListPollsRequest;
import org.statusaggregator.v1.ListContactListsRequest;
import org.statusaggregator.v1.ListContactsRequest;
import org.statusaggregator.v1.ListContactsResponse;
import org.statusaggregator.v1.ListUnlistedUsersRequest;
import org.statusaggregator.v1.PollContactListRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusFilter;
import org.statusaggregator.v1.StatusPresence;
import org.statusaggregator.v1.StatusServiceGrpc.StatusServiceBlockingStub;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** Contact lists on the wire. Each test has lists of its own, as the cluster outlives it. */
class ContactCallsTest extends GrpcServerFixture {
    private static int tests;
    private final String people = "people" + ++tests;
    private final String board = "board" + tests;
    private StatusServiceBlockingStub admin;
    private AdminServiceBlockingStub administration;
    private StatusServiceBlockingStub cic;
    private Session session;
    private long batches;

    @Override
    List<ContactListSource> contactLists() {
        directory
                .put("ann", "Ann Müller", "ann@example.com", "a.mueller@example.com")
                .put("bob", "Bob Lee", "bob@example.com")
                .put("eve", "Eve", "shared@example.com")
                .put("max", "Max", "shared@example.com")
                .put("zoe", "Zoe", "zoe@example.com");
        directory.department("ann", "Sales").department("bob", "Research");
        return List.of(
                TestDirectory.list(people),
                TestDirectory.list(
                        board, false, new ContactListSource.Audience(false, List.of("cn=board,dc=example,dc=com"))));
    }

    @BeforeEach
    void connect() throws Exception {
        server.serve();
        admin = stub(certificate(Role.ADMIN, "ann"));
        administration = AdminServiceGrpc.newBlockingStub(channel(certificate(Role.ADMIN, "ann"), "TLSv1.3"))
                .withDeadlineAfter(60, TimeUnit.SECONDS);
        cic = cic("cic" + tests);
        session = open(cic);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> list(people).getContacts() == 5 && list(board).getContacts() == 5);
    }

    private ContactList list(String name) {
        return admin
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .listContactLists(ListContactListsRequest.getDefaultInstance())
                .getContactListsList()
                .stream()
                .filter(list -> list.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void publish(String email, String key) {
        Status status = Status.newBuilder()
                .setUserId(email)
                .setEmail(email)
                .setStatusKey(key)
                .setLogonServer("cic" + tests)
                .build();
        cic.withDeadlineAfter(10, TimeUnit.SECONDS)
                .publishStatuses(PublishStatusesRequest.newBuilder()
                        .setSessionId(session.getSessionId())
                        .setBatchNumber(++batches)
                        .setFirstPart(batches == 1)
                        .setLastPart(batches == 1)
                        .addStatuses(status)
                        .build());
    }

    private ListContactsRequest.Builder ask() {
        return ListContactsRequest.newBuilder().setContactList(people);
    }

    private ListContactsResponse answer(ListContactsRequest.Builder request) {
        return admin.withDeadlineAfter(10, TimeUnit.SECONDS).listContacts(request.build());
    }

    private List<String> names(ListContactsRequest.Builder request) {
        return answer(request).getContactsList().stream()
                .map(Contact::getDisplayName)
                .toList();
    }

    private static ColumnFilter filter(String column, String text, ColumnFilter.Match match) {
        return ColumnFilter.newBuilder()
                .setColumn(column)
                .setText(text)
                .setMatch(match)
                .build();
    }

    private ContactListPoll poll() {
        return administration
                .listContactListPolls(ListContactListPollsRequest.getDefaultInstance())
                .getPollsList()
                .stream()
                .filter(poll -> poll.getContactList().equals(people))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void contactsAreShownWithTheirStatusesAsTheyAreNow() {
        publish("a.mueller@example.com", "Available");
        publish("shared@example.com", "At Lunch");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(answer(ask()).getContactsList())
                        .extracting(contact -> contact.getDisplayName() + " "
                                + contact.getStatus().getStatusKey())
                        .containsExactly("Ann Müller Available", "Bob Lee ", "Eve At Lunch", "Max At Lunch", "Zoe "));
        ListContactsResponse answer = answer(ask());
        assertThat(answer.getTotal()).isEqualTo(5);
        assertThat(answer.getVersion()).isEqualTo(list(people).getVersion()).isNotEmpty();
        assertThat(answer.getContacts(0).getEmailsList()).containsExactly("ann@example.com", "a.mueller@example.com");
        assertThat(answer.getContacts(1).hasStatus()).isFalse();

        publish("a.mueller@example.com", "Gone Home");
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        answer(ask()).getContacts(0).getStatus().getStatusKey().equals("Gone Home"));
    }

    @Test
    void ofSeveralAddressesTheStatusThatCountsIsShown() {
        publish("ann@example.com", "Available");
        publish("a.mueller@example.com", "Later");
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            Status status = answer(ask()).getContacts(0).getStatus();
            return status.getUserId().equals("a.mueller@example.com"); // neither has a time: the smaller user id
        });
    }

    @Test
    void columnsAreFilteredSortedAndPaged() {
        publish("bob@example.com", "Available");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> answer(ask()).getContacts(1).hasStatus());

        assertThat(names(ask().addFilters(filter("name", "MULL", ColumnFilter.Match.CONTAINS))))
                .containsExactly("Ann Müller");
        assertThat(names(ask().addFilters(filter("text", "shared@", ColumnFilter.Match.CONTAINS))))
                .containsExactly("Eve", "Max");
        assertThat(names(ask().addFilters(filter("department", "", ColumnFilter.Match.EXACT))))
                .containsExactly("Eve", "Max", "Zoe");
        assertThat(names(ask().addFilters(filter("name", "b", ColumnFilter.Match.PREFIX))))
                .containsExactly("Bob Lee");
        assertThat(names(ask().addFilters(filter("name", "*e", ColumnFilter.Match.WILDCARD))))
                .containsExactly("Bob Lee", "Eve", "Zoe");
        assertThat(names(ask().addFilters(filter("name", "a*m.*", ColumnFilter.Match.WILDCARD))))
                .isEmpty();
        assertThat(names(ask().addFilters(filter("statusKey", "avail", ColumnFilter.Match.CONTAINS))))
                .containsExactly("Bob Lee");
        assertThat(names(ask().setStatusPresence(StatusPresence.WITHOUT_STATUS)))
                .containsExactly("Ann Müller", "Eve", "Max", "Zoe");
        assertThat(names(ask().setStatusPresence(StatusPresence.WITH_STATUS))).containsExactly("Bob Lee");
        assertThat(names(ask().setOrderBy("department"))).startsWith("Bob Lee", "Ann Müller");
        assertThat(names(ask().setOrderBy("statusKey"))).startsWith("Bob Lee");
        assertThat(names(ask().setDescending(true))).containsExactly("Zoe", "Max", "Eve", "Bob Lee", "Ann Müller");

        List<String> paged = new ArrayList<>();
        ListContactsRequest.Builder page = ask().setPageSize(2).setOrderBy("emails");
        do {
            ListContactsResponse answer = answer(page);
            assertThat(answer.getMatching()).isEqualTo(5);
            answer.getContactsList().forEach(contact -> paged.add(contact.getDisplayName()));
            page.setPageToken(answer.getNextPageToken());
        } while (!page.getPageToken().isEmpty());
        assertThat(paged).containsExactly("Ann Müller", "Bob Lee", "Eve", "Max", "Zoe");
        assertThat(names(ask().setSkip(3))).containsExactly("Max", "Zoe");
        assertThat(names(ask().setSkip(30))).isEmpty();
    }

    @Test
    void badQuestionsAreNamed() {
        assertBad(
                ask().addFilters(filter("shoeSize", "x", ColumnFilter.Match.CONTAINS)), "filters.column: \"shoeSize\"");
        assertBad(ask().setOrderBy("shoeSize"), "order_by: \"shoeSize\"");
        assertBad(ask().setPageSize(1001), "page_size: \"1001\"");
        assertBad(ask().setSkip(-1), "skip: \"-1\"");
        assertBad(ask().setPageToken("%"), "page_token: \"%\"");
        assertBad(ask().addFilters(filter("name", "x".repeat(257), ColumnFilter.Match.CONTAINS)), "filters.text: ");
        assertBad(ask().setContactList(board).setOrderBy("statusKey"), "contact_list: \"" + board + "\"");
        assertThat(failure(() -> answer(ask().setContactList("absent")))
                        .getStatus()
                        .getCode())
                .isEqualTo(Code.NOT_FOUND);
    }

    private void assertBad(ListContactsRequest.Builder request, String message) {
        var error = failure(() -> answer(request));
        assertThat(error.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(error.getStatus().getDescription()).startsWith(message);
    }

    @Test
    void aListThatIsNotPublicOrHasNoStatusesKeepsThemToItself() {
        publish("bob@example.com", "Available");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> answer(ask()).getContacts(1).hasStatus());

        assertThat(answer(ask().setContactList(board)).getContactsList())
                .hasSize(5)
                .noneMatch(Contact::hasStatus);
        StatusServiceBlockingStub asCic = cic.withDeadlineAfter(10, TimeUnit.SECONDS);
        assertThat(asCic.listContactLists(ListContactListsRequest.getDefaultInstance())
                        .getContactListsList())
                .extracting(ContactList::getName)
                .containsExactly(people);
        assertThat(failure(() -> asCic.listContacts(ask().setContactList(board).build()))
                        .getStatus()
                        .getCode())
                .isEqualTo(Code.NOT_FOUND);
        StatusFilter filter = StatusFilter.newBuilder().addContactLists(board).build();
        Iterator<WatchResponse> watch = admin.withDeadlineAfter(10, TimeUnit.SECONDS)
                .watch(WatchRequest.newBuilder().setFilter(filter).build());
        assertThat(failure(watch::hasNext).getStatus().getDescription()).contains("lists with statuses");
    }

    @Test
    void aWatchByContactListFollowsWhoeverIsInIt() {
        publish("bob@example.com", "Available");
        publish("nobody@example.com", "Available");
        StatusFilter filter = StatusFilter.newBuilder().addContactLists(people).build();
        Iterator<WatchResponse> watch = admin.withDeadlineAfter(60, TimeUnit.SECONDS)
                .watch(WatchRequest.newBuilder().setFilter(filter).build());
        Seen seen = new Seen(watch);
        seen.until(message -> message.hasSnapshotEnd());
        assertThat(seen.emails).contains("bob@example.com").doesNotContain("nobody@example.com");
        assertThat(seen.versions).containsExactly(list(people).getVersion());

        directory.put("new", "New One", "nobody@example.com").remove("bob");
        PollContactListRequest now =
                PollContactListRequest.newBuilder().setContactList(people).build();
        assertThat(administration.pollContactList(now).getPoll().getContacts()).isEqualTo(5);
        seen.until(message -> seen.emails.contains("nobody@example.com"));
        assertThat(seen.versions).hasSize(2).last().isEqualTo(list(people).getVersion());
        publish("bob@example.com", "Gone Home");
        publish("nobody@example.com", "At Lunch");
        seen.until(message -> message.getStatusesList().stream()
                .anyMatch(row -> row.getStatusKey().equals("At Lunch")));
        assertThat(seen.keys).doesNotContain("Gone Home");
    }

    /**
     * What a watch delivered so far, each once: the news that a list is there may reach the hub when the watch that already knows it has begun, and
     * then the list and its rows are sent a second time.
     */
    private static final class Seen {
        private final Iterator<WatchResponse> watch;
        final Set<String> emails = new LinkedHashSet<>();
        final Set<String> keys = new LinkedHashSet<>();
        final Set<String> versions = new LinkedHashSet<>();

        Seen(Iterator<WatchResponse> watch) {
            this.watch = watch;
        }

        void until(java.util.function.Predicate<WatchResponse> end) {
            WatchResponse message;
            do {
                message = watch.next();
                message.getStatusesList().forEach(row -> {
                    emails.add(row.getEmail());
                    keys.add(row.getStatusKey());
                });
                if (message.hasContactList()) {
                    versions.add(message.getContactList().getVersion());
                }
            } while (!end.test(message));
        }
    }

    @Test
    void usersInNoListAreFoundPageByPage() {
        publish("ann@example.com", "Available");
        for (int i = 0; i < 5; i++) {
            publish("stranger" + i + "@example.com", "Available");
        }
        ListUnlistedUsersRequest.Builder request =
                ListUnlistedUsersRequest.newBuilder().setPageSize(2);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            List<String> found = new ArrayList<>();
            request.clearPageToken();
            do {
                var answer = administration.listUnlistedUsers(request.build());
                answer.getStatusesList().forEach(row -> found.add(row.getCicServer() + " " + row.getEmail()));
                request.setPageToken(answer.getNextPageToken());
            } while (!request.getPageToken().isEmpty());
            assertThat(found)
                    .filteredOn(text -> text.startsWith("cic" + tests + " "))
                    .hasSize(5)
                    .allMatch(text -> text.contains(" stranger"));
        });
    }

    @Test
    void pollsAreToldAndSteered() {
        assertThat(poll().getOutcome()).isEqualTo(Outcome.CHANGED);
        assertThat(poll().getAdded()).isEqualTo(5);
        assertThat(poll().getNode()).isEqualTo("sa1");
        assertThat(poll().getNextAt().getSeconds())
                .isGreaterThan(poll().getEndedAt().getSeconds());
        AcceptContactListRequest accept =
                AcceptContactListRequest.newBuilder().setContactList(people).build();
        assertThat(failure(() -> administration.acceptContactList(accept))
                        .getStatus()
                        .getCode())
                .isEqualTo(Code.FAILED_PRECONDITION);

        for (String gone : List.of("ann", "bob", "eve", "max", "zoe")) {
            directory.remove(gone);
        }
        directory.put("new", "New", "new@example.com");
        for (int i = 0; i < 2; i++) {
            int reads = directory.reads();
            administration.pollContactList(
                    PollContactListRequest.newBuilder().setContactList(people).build());
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            directory.reads() > reads && poll().getRunningOn().isEmpty());
        }
        assertThat(poll().getOutcome())
                .as("five of five go, one comes: a small list may")
                .isEqualTo(Outcome.UNCHANGED);
        assertThat(poll().getContacts()).isEqualTo(1);
        directory.remove("new");
        administration.pollContactList(
                PollContactListRequest.newBuilder().setContactList(people).build());
        await().atMost(Duration.ofSeconds(20)).until(() -> poll().getHeldBack());
        assertThat(poll().getHeldBackRemovals()).isEqualTo(1);
        assertThat(list(people).getContacts()).isEqualTo(1);
        administration.acceptContactList(accept);
        await().atMost(Duration.ofSeconds(20)).until(() -> list(people).getContacts() == 0 && !poll().getHeldBack());
    }
}
