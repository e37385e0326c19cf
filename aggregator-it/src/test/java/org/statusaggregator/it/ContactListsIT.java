package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.PublishSession;
import org.statusaggregator.core.client.SessionOptions;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.tls.PrivateFiles;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.it.directory.People;
import org.statusaggregator.it.directory.Ports;
import org.statusaggregator.it.directory.Slapd;
import org.statusaggregator.it.directory.Tool;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.ListContactListPollsRequest;

/** A list of 100,000 people from OpenLDAP in a cluster of two nodes, through the commands that an administrator types. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContactListsIT {
    private static final int MANY = 100_000;
    /** Of the list of the staff. */
    private static final Duration INTERVAL = Duration.ofSeconds(4);

    private static final String STAFF =
            """
            dn: ou=staff,dc=example,dc=com
            objectClass: organizationalUnit
            ou: staff

            dn: cn=Ann,ou=staff,dc=example,dc=com
            objectClass: inetOrgPerson
            cn: Ann
            sn: Lee
            mail: ann@example.com

            """;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final TestCluster CLUSTER = new TestCluster(2, Duration.ofMinutes(3), ContactListsIT::contacts);
    private static final Path FOLDER =
            Path.of("target", "it-work", "ContactListsIT-ldap").toAbsolutePath();

    private static Slapd slapd;
    private static Path password;

    @BeforeAll
    static void start() throws Exception {
        Tool.require("slapd", "slapd ldap-utils");
        delete();
        TestCertificates certificates = new TestCertificates(FOLDER.resolve("certs"), "LDAP");
        List<Integer> ports = Ports.free(2);
        slapd = new Slapd(
                FOLDER.resolve("slapd"), certificates.folder(Role.MEMBER, "ldap1"), ports.get(0), ports.get(1));
        slapd.load(People.folder() + People.many(0, MANY) + STAFF);
        slapd.start();
        password = FOLDER.resolve("password");
        PrivateFiles.create(password, Slapd.PASSWORD.getBytes(StandardCharsets.UTF_8));
        CLUSTER.begin("ContactListsIT");
    }

    private static String contacts() {
        return """
                status-aggregator.contacts {
                  data-sources.corp {
                    subtype = openldap
                    hosts = ["localhost:%d"]
                    bind-dn = "%s"
                    password-file = "%s"
                    search-dn = "%s"
                  }
                  lists.people {
                    data-source = corp, label = "Enterprise Directory", mapping = inetOrgPerson
                    next-polling-time = "2099-01-01 00:00:00"
                  }
                  lists.staff {
                    data-source = corp, mapping = inetOrgPerson, search-dn = "ou=staff,dc=example,dc=com"
                    next-polling-time = "2008-11-12 12:01:00", polling-interval = %d
                  }
                }
                """
                .formatted(slapd.port(), Slapd.READER, password, Slapd.PEOPLE, INTERVAL.toSeconds());
    }

    @AfterAll
    static void stop() throws IOException {
        CLUSTER.close();
        if (slapd != null) {
            slapd.close();
        }
        delete();
    }

    private static void delete() throws IOException {
        if (!Files.exists(FOLDER)) {
            return;
        }
        try (var entries = Files.walk(FOLDER)) {
            for (Path entry :
                    entries.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        }
    }

    private static Programs.Result command(int node, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--hosts",
                CLUSTER.node(node).host().toString(),
                "--timeout",
                "30s",
                "--certs",
                CLUSTER.certificates().folder(Role.ADMIN, "admin").toString()));
        return Programs.aggregator(CLUSTER.folder().resolve("command.log"), all);
    }

    private static List<Map<String, Object>> rows(int node, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        Programs.Result result = command(node, all.toArray(String[]::new));
        try {
            return new ObjectMapper()
                    .readValue(
                            result.output()
                                    .lines()
                                    .filter(line -> !line.contains("more with --limit"))
                                    .reduce("", (a, b) -> a + b),
                            new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(result.output(), e);
        }
    }

    private static int shown(int node) {
        return poll(node, 0).getContacts();
    }

    /** What a node says about the polls of a list: 0 = people, 1 = staff. */
    private static ContactListPoll poll(int node, int list) {
        return CLUSTER.admin(
                        CLUSTER.node(node),
                        admin -> admin.listContactListPolls(ListContactListPollsRequest.getDefaultInstance()))
                .getPolls(list);
    }

    @Test
    @Order(1)
    void aListThatIsNotHeldIsPolledAtOnceAndShownByEveryNode() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> shown(0) == MANY && shown(1) == MANY);
        Map<String, Object> poll = rows(0, "contacts", "status").get(0);
        System.err.println(
                "100,000 contacts: the poll began " + poll.get("beganAt") + ", ended " + poll.get("endedAt"));
        assertThat(poll)
                .containsEntry("outcome", "CHANGED")
                .containsEntry("added", MANY)
                .containsEntry("node", "sa1");
        assertThat(rows(1, "contacts", "lists").get(0))
                .containsEntry("contacts", MANY)
                .containsEntry("version", rows(0, "contacts", "lists").get(0).get("version"));
    }

    @Test
    @Order(2)
    void contactsAndStatusesAreJoinedOnEveryNode() {
        try (AggregatorClient client = CLUSTER.client("cic1", 0).build();
                PublishSession session = client.openSession(SessionOptions.takeOver())) {
            Status known = Status.of("u1", "P77777@Example.com")
                    .withLogonServer("cic1")
                    .withKey(new StatusKey("Available", false, null, null, ""));
            session.replaceAll(List.of(known, Status.of("u2", "stranger@example.com")));
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> rows(1, "users", "unlisted").size() == 1);

            assertThat(rows(1, "users", "unlisted").get(0)).containsEntry("email", "stranger@example.com");
            List<Map<String, Object>> found = rows(1, "contacts", "search", "person 77777", "--list", "people");
            assertThat(found).singleElement().satisfies(row -> {
                assertThat(row)
                        .containsEntry("department", "Department 27")
                        .containsEntry("displayName", "Person 77777");
                assertThat(String.valueOf(row.get("status"))).contains("statusKey=Available");
            });
            assertThat(rows(0, "contacts", "search", "--with-status", "--list", "people"))
                    .hasSize(1);
            assertThat(rows(
                            0,
                            "contacts",
                            "search",
                            "--list",
                            "people",
                            "--without-status",
                            "--limit",
                            "3000",
                            "--sort",
                            "department"))
                    .hasSize(3_000);
        }
    }

    @Test
    @Order(3)
    void aPollThatFindsNothingNewChangesNothing() {
        Object version = rows(0, "contacts", "lists").get(0).get("version");
        Programs.Result poll = command(1, "contacts", "poll", "people", "-o", "json");

        assertThat(poll.output()).contains("UNCHANGED");
        assertThat(poll.exitCode()).isZero();
        assertThat(rows(1, "contacts", "lists").get(0)).containsEntry("version", version);
    }

    @Test
    @Order(4)
    void aFullStopOfTheClusterLosesNothingAlsoWhenTheDirectoryIsGone() {
        ContactListPoll before = poll(0, 0);
        for (int node = 0; node < 2; node++) {
            Path log = CLUSTER.node(node).log();
            await().atMost(PATIENCE)
                    .until(() -> Programs.text(log).contains(MANY + " contacts were written to the disk"));
        }
        awaitDisk();
        slapd.kill();
        CLUSTER.node(0).kill9();
        CLUSTER.node(1).kill9();

        CLUSTER.node(1).start();
        CLUSTER.awaitServing(CLUSTER.node(1));
        CLUSTER.node(0).start();
        CLUSTER.awaitServing(CLUSTER.node(0));
        CLUSTER.awaitHealthy();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> shown(0) == MANY && shown(1) == MANY);
        for (int node = 0; node < 2; node++) {
            ContactListPoll after = poll(node, 0);
            assertThat(after.toBuilder().setVersion(before.getVersion()).build())
                    .isEqualTo(before);
            assertThat(rows(node, "contacts", "search", "person 77777", "--list", "people"))
                    .hasSize(1);
        }
        slapd.start();
        assertThat(command(0, "contacts", "poll", "people").output()).contains("UNCHANGED");
        assertThat(rows(0, "contacts", "status").get(0)).containsEntry("node", "sa2");
    }

    /** What was acknowledged more than a second ago is on the disk. */
    private static void awaitDisk() {
        Timestamp ended = poll(0, 1).getEndedAt();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !poll(0, 1).getEndedAt().equals(ended));
    }

    @Test
    @Order(5)
    void aListIsPolledAtItsIntervalAndByTheNextNodeWhenTheOneThatDidIsKilled() {
        NavigableSet<Instant> begun = new TreeSet<>();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            begun.add(WireStatus.instant(poll(0, 1).getBeganAt()));
            return begun.size() > 2;
        });
        assertThat(poll(0, 1).getNode()).as("the oldest").isEqualTo("sa2");
        for (Instant poll : begun) {
            Instant before = begun.lower(poll);
            assertThat(before == null ? INTERVAL : Duration.between(before, poll))
                    .isGreaterThan(INTERVAL.dividedBy(2));
        }

        CLUSTER.node(1).kill9();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> poll(0, 1).getNode().equals("sa1"));
        assertThat(poll(0, 1).getOutcome()).isEqualTo(ContactListPoll.Outcome.UNCHANGED);
        CLUSTER.node(1).start();
        CLUSTER.awaitServing(CLUSTER.node(1));
        CLUSTER.awaitHealthy();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> shown(1) == MANY);
    }

    @Test
    @Order(6)
    void theNextNodePollsWhenTheOneThatDidIsKilledAndADirectoryThatIsGoneChangesNothing() {
        CLUSTER.node(0).kill9();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> CLUSTER.cluster(CLUSTER.node(1)).getMembersCount() == 1);
        assertThat(command(1, "contacts", "poll", "people").exitCode()).isZero();
        assertThat(rows(1, "contacts", "status").get(0)).containsEntry("node", "sa2");

        slapd.kill();
        Programs.Result failed = command(1, "contacts", "poll", "people");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.output()).contains("FAILED", "localhost:" + slapd.port());
        assertThat(shown(1)).isEqualTo(MANY);
        assertThat(command(1, "contacts", "status").exitCode()).isEqualTo(3);
    }

    @Test
    @Order(7)
    void aNodeThatComesBackHasTheListAgain() {
        CLUSTER.node(0).start();
        CLUSTER.awaitServing(CLUSTER.node(0));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> shown(0) == MANY);
        assertThat(rows(0, "contacts", "lists").get(0))
                .containsEntry("version", rows(1, "contacts", "lists").get(0).get("version"));
    }
}
