package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.v1.ColumnFilter;
import org.statusaggregator.v1.Contact;
import org.statusaggregator.v1.ContactList;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.ContactListPoll.Outcome;
import org.statusaggregator.v1.ListContactsRequest;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusPresence;

class ContactsCommandsTest {
    private static final Contact ANN = Contact.newBuilder()
            .setId("1")
            .setDisplayName("Ann Lee")
            .addEmails("ann@example.com")
            .addEmails("annie@example.com")
            .setDepartment("Sales")
            .setBusinessPhone("+49 30 1")
            .setStatus(Status.newBuilder()
                    .setStatusKey("Available")
                    .setStatusSince(WireStatus.timestamp(TestCli.NOW.minusSeconds(5)))
                    .setLogonServer("cic1"))
            .build();
    private static final ContactListPoll POLL = ContactListPoll.newBuilder()
            .setContactList("people")
            .setOutcome(Outcome.CHANGED)
            .setEndedAt(WireStatus.timestamp(TestCli.NOW.minusSeconds(120)))
            .setNextAt(WireStatus.timestamp(TestCli.NOW.plusSeconds(3600)))
            .setContacts(150)
            .setAdded(3)
            .setRemoved(1)
            .setNode("sa2")
            .build();

    private final TestCli cli = new TestCli();

    @BeforeEach
    void lists() {
        cli.sa1.contactLists.add(ContactList.newBuilder()
                .setName("people")
                .setLabel("Enterprise Directory")
                .setContacts(150)
                .setPublic(true)
                .setHasStatus(true)
                .build());
    }

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void listsShowWhatIsConfigured() {
        assertThat(cli.run("contacts", "lists").out())
                .isEqualTo(
                        """
                        NAME    LABEL                 CONTACTS  PUBLIC  HAS STATUS
                        people  Enterprise Directory       150  yes     yes
                        """);
    }

    @Test
    void searchShowsPeopleWithTheirStatuses() {
        cli.sa1.contacts.add(ANN);
        Result result = cli.run("contacts", "search", "ann", "lee");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        NAME     STATUS     SINCE  PHONE  LOGON  DEPARTMENT  TELEPHONE  EMAIL
                        Ann Lee  Available     5s         cic1   Sales       +49 30 1   ann@example.com
                        """);
        ListContactsRequest asked = cli.sa1.contactQuestions.get(0);
        assertThat(asked.getContactList()).isEqualTo("people");
        assertThat(asked.getFiltersList())
                .extracting(filter -> filter.getColumn() + " " + filter.getMatch() + " " + filter.getText())
                .containsExactly("text CONTAINS ann", "text CONTAINS lee");
        assertThat(cli.run("contacts", "search", "-o", "wide").out()).contains("annie@example.com");
    }

    @Test
    void filtersAreSentAsTheyAreTyped() {
        cli.run(
                "contacts",
                "search",
                "--list",
                "other",
                "--filter",
                "department==Sales*",
                "--filter",
                "title=eng",
                "--without-status",
                "--sort",
                "department",
                "--descending",
                "--limit",
                "7");

        ListContactsRequest asked = cli.sa1.contactQuestions.get(0);
        assertThat(asked.getContactList()).isEqualTo("other");
        assertThat(asked.getFiltersList())
                .extracting(ColumnFilter::getColumn, ColumnFilter::getMatch, ColumnFilter::getText)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("department", ColumnFilter.Match.WILDCARD, "Sales*"),
                        org.assertj.core.groups.Tuple.tuple("title", ColumnFilter.Match.CONTAINS, "eng"));
        assertThat(asked.getStatusPresence()).isEqualTo(StatusPresence.WITHOUT_STATUS);
        assertThat(asked.getOrderBy()).isEqualTo("department");
        assertThat(asked.getDescending()).isTrue();
        assertThat(asked.getPageSize()).isEqualTo(7);
        assertThat(cli.run("contacts", "search", "--with-status", "--without-status")
                        .code())
                .isEqualTo(2);
        assertThat(cli.run("contacts", "search", "--limit", "0").code()).isEqualTo(2);
    }

    @Test
    void searchReadsPageAfterPageUpToTheLimit() {
        IntStream.range(0, 25)
                .forEach(
                        i -> cli.sa1.contacts.add(ANN.toBuilder().setId("c" + i).build()));
        cli.sa1.pageSize = 10;
        Result result = cli.run("contacts", "search", "--limit", "22", "-o", "json");

        List<Map<String, Object>> rows = Json.array(result.out());
        assertThat(rows).hasSize(22);
        assertThat(rows.get(21))
                .containsEntry("id", "c21")
                .containsKey("status")
                .containsEntry("displayName", "Ann Lee");
        assertThat(result.err()).isEqualTo("22 of 25 contacts; more with --limit\n");
    }

    @Test
    void whichListIsMeantMustBeClear() {
        cli.sa1.contactLists.add(ContactList.newBuilder().setName("board").build());
        Result several = cli.run("contacts", "search");
        assertThat(several.code()).isEqualTo(2);
        assertThat(several.err()).contains("which contact list? (expected: one of people, board)");
        cli.sa1.contactLists.clear();
        assertThat(cli.run("contacts", "poll").code()).isEqualTo(6);
    }

    @Test
    void statusIsDegradedWhenSomebodyMustLookAfterAList() {
        cli.sa1.polls.add(POLL);
        Result good = cli.run("contacts", "status");
        assertThat(good.code()).isZero();
        assertThat(good.out())
                .isEqualTo(
                        """
                        LIST    LAST POLL    AGE  NEXT IN  CONTACTS  NEW  CHANGED  GONE  MESSAGE
                        people  CHANGED    2m00s    1h00m       150    3        0     1
                        """);
        cli.sa1.polls.add(POLL.toBuilder()
                .setOutcome(Outcome.HELD_BACK)
                .setHeldBack(true)
                .setMessage("too few")
                .build());
        assertThat(cli.run("contacts", "status").code()).isEqualTo(3);
        assertThat(cli.run("contacts", "status").out()).contains("HELD_BACK", "too few");
    }

    @Test
    void pollWaitsForTheEndAndSaysHowItWent() {
        cli.sa1.polls.add(POLL);
        cli.sa1.nextPoll = POLL.toBuilder()
                .setEndedAt(WireStatus.timestamp(TestCli.NOW))
                .setOutcome(Outcome.UNCHANGED)
                .build();
        Result result = cli.run("contacts", "poll", "people");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("UNCHANGED");

        cli.sa1.nextPoll = cli.sa1.nextPoll.toBuilder()
                .setEndedAt(WireStatus.timestamp(TestCli.NOW.plusSeconds(1)))
                .setOutcome(Outcome.FAILED)
                .setMessage("ldap1:389: gone")
                .build();
        assertThat(cli.run("contacts", "poll").code()).isEqualTo(1);
    }

    @Test
    void pollGivesUpWhenItTakesTooLong() {
        cli.sa1.polls.add(POLL);
        cli.sa1.nextPoll = POLL.toBuilder().setRunningOn("sa2").build();
        Result result = cli.run("contacts", "poll", "--for", "300ms");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("the poll of people has not ended within", "sa2 is polling");
    }

    @Test
    void acceptTakesOverWhatWasHeldBack() {
        cli.sa1.polls.add(POLL);
        assertThat(cli.run("contacts", "poll", "--accept").code()).isZero();
        assertThat(cli.sa1.accepted).containsExactly("people");
    }

    @Test
    void unlistedUsersAreListed() {
        cli.sa1.statuses.add(Status.newBuilder()
                .setEmail("stranger@example.com")
                .setCicServer("cic1")
                .build());
        assertThat(cli.run("users", "unlisted").out()).contains("stranger@example.com", "cic1");
    }
}
