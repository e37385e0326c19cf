package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.WatchOptions;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.tls.Role;

/** A CIC server, a process of its own, is killed; its users must not look available for longer than the lease time and 2 s. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeaseIT {
    private static final Duration LEASE = Duration.ofSeconds(5);
    /** A CIC server calls three times a lease, so its last call was at most so long before its end. */
    private static final Duration CALLS = LEASE.dividedBy(3);

    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2, LEASE);

    private final RecordedWatch watch = new RecordedWatch("watcher");
    private final AggregatorClient watcher = CLUSTER.client("cic9", 1).build();

    private final List<Process> cicServers = new ArrayList<>();

    @AfterEach
    void endAll() {
        cicServers.forEach(Process::destroyForcibly);
        watcher.close();
    }

    @Test
    @Order(1)
    void usersOfADeadCicServerAreLoggedOffAtTheEndOfItsLease() throws IOException, InterruptedException {
        Process cicServer = publishing("cic1");
        long begin = System.nanoTime();

        cicServer.destroyForcibly().waitFor();

        awaitLoggedOff("cic1", begin);
    }

    @Test
    @Order(2) // leaves a node dead
    void usersAreLoggedOffInTimeEvenIfTheOldestNodeDiesWithTheirCicServer() throws IOException, InterruptedException {
        Process cicServer = publishing("cic2");
        assertThat(CLUSTER.cluster(CLUSTER.node(1)).getMembers(0).getName())
                .as("the oldest")
                .isEqualTo("sa1");
        assertThat(CLUSTER.cicServer(CLUSTER.node(1), "cic2").getHomeNode()).isEqualTo("sa1");
        long begin = System.nanoTime();

        cicServer.destroyForcibly().waitFor();
        CLUSTER.node(0).kill9();

        awaitLoggedOff("cic2", begin);
    }

    /** A CIC server with two users, both logged on at it. */
    private Process publishing(String name) throws IOException {
        Path changes = CLUSTER.folder().resolve(name + ".jsonl");
        Files.writeString(
                changes,
                """
                {"at":"2026-11-23T09:00:00Z","userId":"ann","email":"ann@example.com","statusKey":"Gone Home","persistent":true,"logonServer":"NAME"}
                {"at":"2026-11-23T09:00:00Z","userId":"ben","email":"ben@example.com","statusKey":"Follow Up","onPhone":true,"logonServer":"NAME"}
                """
                        .replace("NAME", name));
        Process process = Programs.prepare(
                        List.of(
                                Programs.launcher("aggregator").toString(),
                                "simulate",
                                "--server",
                                name,
                                "--from",
                                changes.toString(),
                                "--speed",
                                "max",
                                "--for",
                                "10m",
                                "--hosts",
                                CLUSTER.hostsFrom(0).toString(),
                                "--certs",
                                CLUSTER.certificates().folder(Role.CIC, name).toString()),
                        CLUSTER.folder().resolve(name + ".log"))
                .start();
        cicServers.add(process);
        watcher.watch(WatchOptions.everything(), watch);
        patiently("ben publishes")
                .until(() -> watch.states().get(name) == CicServerState.LIVE
                        && watch.rows().containsKey(RecordedWatch.key(name, "ben")));
        assertThat(row(name, "ann").logonServer()).isEqualTo(name);
        assertThat(row(name, "ben").onPhone()).isTrue();
        return process;
    }

    private void awaitLoggedOff(String name, long begin) {
        patiently("the mark").until(() -> watch.states().get(name) != CicServerState.LIVE);
        Duration marked = since(begin);
        assertThat(watch.states()).containsEntry(name, CicServerState.STALE);
        assertThat(row(name, "ann").loggedOn())
                .as("logged on while the lease runs")
                .isTrue();

        patiently("the users are logged off")
                .until(() -> !row(name, "ann").loggedOn() && !row(name, "ben").loggedOn());
        Duration loggedOff = since(begin);
        patiently("the end of the lease is told").until(() -> watch.states().get(name) == CicServerState.EXPIRED);

        System.out.printf(
                "lease of %s: marked stale after %d ms, users logged off after %d ms%n",
                name, marked.toMillis(), loggedOff.toMillis());
        Status ann = row(name, "ann");
        assertThat(ann.key().text()).as("a persistent key").isEqualTo("Gone Home");
        assertThat(ann.source()).isEqualTo(Source.LEASE_EXPIRED);
        Status ben = row(name, "ben");
        assertThat(ben.key().text()).as("a key that is not persistent").isEmpty();
        assertThat(ben.onPhone()).isFalse();
        assertThat(ben.source()).isEqualTo(Source.LEASE_EXPIRED);
        assertThat(marked).isLessThan(Duration.ofSeconds(2));
        assertThat(loggedOff).isBetween(LEASE.minus(CALLS).minusSeconds(1), LEASE.plusSeconds(2));
        assertThat(watch.stepsBack()).isEmpty();
    }

    private Status row(String cicServer, String user) {
        return Objects.requireNonNull(watch.rows().get(RecordedWatch.key(cicServer, user)), user);
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static ConditionFactory patiently(String what) {
        return await(what).atMost(TestCluster.PATIENCE).pollInterval(Duration.ofMillis(20));
    }
}
