package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.PublishSession;
import org.statusaggregator.core.client.SessionOptions;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.tls.PrivateFiles;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.it.directory.People;
import org.statusaggregator.it.directory.Ports;
import org.statusaggregator.it.directory.Slapd;
import org.statusaggregator.it.directory.Tool;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.ListContactListPollsRequest;
import org.statusaggregator.v1.PollContactListRequest;

/**
 * A measurement: what a poll of 100,000 entries takes, and what it does to publishing beside it, both in one run. Runs only when it is
 * named ({@code -Dit.test=ContactPollLoad}). Its figures stand in
 * docs/contacts.md.
 */
class ContactPollLoad {
    private static final int MANY = 100_000;
    private static final int BATCH = 50;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    @Test
    void aPollBesidePublishing() throws Exception {
        Tool.require("slapd", "slapd ldap-utils");
        Path folder = Path.of("target", "it-work", "ContactPollLoad-ldap").toAbsolutePath();
        TestCertificates certificates = new TestCertificates(folder.resolve("certs"), "LDAP");
        List<Integer> ports = Ports.free(2);
        Path password = folder.resolve("password");
        try (Slapd slapd = new Slapd(
                        folder.resolve("slapd"),
                        certificates.folder(Role.MEMBER, "ldap1"),
                        ports.get(0),
                        ports.get(1));
                TestCluster cluster = new TestCluster(2, Duration.ofMinutes(3), () -> configuration(slapd, password))) {
            slapd.load(People.folder() + People.many(0, MANY));
            PrivateFiles.create(password, Slapd.PASSWORD.getBytes(StandardCharsets.UTF_8));
            cluster.begin("ContactPollLoad");
            try (AggregatorClient client = cluster.client("cic1", 1).build();
                    PublishSession session = client.openSession(SessionOptions.takeOver())) {
                session.replaceAll(
                        IntStream.range(0, 5_000).mapToObj(i -> status(i, 0)).toList());
                Thread publisher = new Thread(() -> publish(session), "publisher");
                publisher.start();
                window("warm up", Duration.ofSeconds(15));
                window("quiet", Duration.ofSeconds(10));
                slapd.start();
                poll(cluster, "first poll", ContactListPoll.Outcome.CHANGED);
                window("quiet", Duration.ofSeconds(10));
                poll(cluster, "unchanged poll", ContactListPoll.Outcome.UNCHANGED);
                stopping = true;
                publisher.join();
            }
        }
    }

    private static String configuration(Slapd slapd, Path password) {
        return """
                status-aggregator.contacts {
                  data-sources.corp {
                    hosts = ["localhost:%d"], bind-dn = "%s", password-file = "%s", search-dn = "%s"
                  }
                  lists.people { data-source = corp, mapping = inetOrgPerson, next-polling-time = "2099-01-01 00:00:00" }
                }
                """
                .formatted(slapd.port(), Slapd.READER, password, Slapd.PEOPLE);
    }

    private static Status status(int user, int number) {
        return Status.of("u" + user, "p" + user + "@example.com")
                .withKey(StatusKey.of("Available", false).detail(Integer.toString(number)))
                .withLogonServer("cic1");
    }

    /** A batch, its acknowledgement, a pause: what is measured is the way of one batch. */
    private void publish(PublishSession session) {
        for (int number = 1; !stopping; number++) {
            int first = number * BATCH % 5_000;
            long begin = System.nanoTime();
            for (int user = first; user < first + BATCH; user++) {
                session.put(status(user, number));
            }
            session.flush().toCompletableFuture().join();
            latencies.add(System.nanoTime() - begin);
            java.util.concurrent.locks.LockSupport.parkNanos(PAUSE.toNanos()); // the rate of the load
        }
    }

    private void window(String name, Duration time) {
        latencies.clear();
        long begin = System.nanoTime();
        await().pollDelay(time).atMost(PATIENCE).until(() -> !latencies.isEmpty());
        tell(name, System.nanoTime() - begin);
    }

    private void poll(TestCluster cluster, String name, ContactListPoll.Outcome outcome) {
        latencies.clear();
        ContactListPoll before = polls(cluster, 0);
        long begin = System.nanoTime();
        cluster.admin(
                cluster.node(0),
                admin -> admin.pollContactList(PollContactListRequest.newBuilder()
                        .setContactList("people")
                        .build()));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> IntStream.range(0, 2)
                .allMatch(node -> {
                    ContactListPoll now = polls(cluster, node);
                    return now.getContacts() == MANY
                            && now.getOutcome() == outcome
                            && !now.getEndedAt().equals(before.getEndedAt());
                }));
        tell(name, System.nanoTime() - begin);
        assertThat(latencies).isNotEmpty();
    }

    private static ContactListPoll polls(TestCluster cluster, int node) {
        return cluster.admin(
                        cluster.node(node),
                        admin -> admin.listContactListPolls(ListContactListPollsRequest.getDefaultInstance()))
                .getPolls(0);
    }

    private void tell(String name, long nanos) {
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%-14s %6.1f s, %5d batches of %d, acknowledged p50 %6.1f ms, p99 %6.1f ms, max %6.1f ms%n",
                name,
                nanos / 1e9,
                sorted.length,
                BATCH,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                Arrays.stream(sorted).max().orElse(0) / 1e6);
    }
}
