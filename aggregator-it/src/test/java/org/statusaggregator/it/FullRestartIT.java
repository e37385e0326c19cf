package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.WatchOptions;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Status;

/** All nodes are killed at once and started again: what their disks hold comes back. {@code -Dit.rounds=10} for longer. */
class FullRestartIT {
    private static final int ROUNDS = Integer.getInteger("it.rounds", 2);
    private static final int PUBLISHERS = 3;
    /** What is older than this when the power fails is on a disk. */
    private static final Duration BEHIND = Duration.ofSeconds(1);

    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2);

    private static int made;

    private final List<StoredPublisher> publishers = new ArrayList<>();
    private final List<AggregatorClient> watchers = new ArrayList<>();

    @AfterEach
    void closeClients() {
        publishers.forEach(StoredPublisher::close);
        watchers.forEach(AggregatorClient::close);
    }

    @Test
    void persistentStatusesSurviveAndNobodyIsShownLoggedOn() {
        VersionWatch living = watch();
        for (int round = 0; round < ROUNDS; round++) {
            begin(living);
            long killed = killAllNodesAndCicServers();
            restart(round);
            requireMemory(living, killed);
        }
    }

    @Test
    void onePreservedDiskIsEnough() {
        VersionWatch living = watch();
        for (int round = 0; round < ROUNDS; round++) {
            begin(living);
            long killed = killAllNodesAndCicServers();
            wipe(CLUSTER.node(round % 2));
            restart(round);
            requireMemory(living, killed);
        }
    }

    @Test
    void cicServersThatLiveThroughItPublishEverythingAgain() {
        VersionWatch living = watch();
        begin(living);
        for (int round = 0; round < ROUNDS; round++) {
            killNodes();
            restart(round);
            awaitLoad();
        }
        publishers.forEach(publisher -> publisher
                .stop()
                .toCompletableFuture()
                .orTimeout(90, TimeUnit.SECONDS)
                .join());
        VersionWatch fresh = watch();
        for (VersionWatch watch : List.of(living, fresh)) {
            for (StoredPublisher publisher : publishers) {
                patiently(publisher.name() + " is live")
                        .until(() -> watch.state(publisher.name()) == CicServerState.LIVE);
                Map<String, Integer> last = publisher.acknowledgedBefore(System.nanoTime());
                patiently(publisher.name() + " as acknowledged last")
                        .untilAsserted(() ->
                                assertThat(watch.numbers(publisher.name())).isEqualTo(last));
            }
            assertThat(watch.stepsBack()).isEmpty();
        }
    }

    private VersionWatch watch() {
        VersionWatch watch = new VersionWatch();
        AggregatorClient client = CLUSTER.adminClient(watchers.size() % 2).build();
        client.watch(WatchOptions.everything(), watch);
        watchers.add(client);
        return watch;
    }

    private void begin(VersionWatch watch) {
        publishers.clear();
        made++;
        for (int i = 0; i < PUBLISHERS; i++) {
            publishers.add(new StoredPublisher(CLUSTER, "cic" + made + "x" + i, i % 2));
        }
        publishers.forEach(StoredPublisher::begin);
        awaitLoad();
        for (StoredPublisher publisher : publishers) {
            patiently("its users are seen")
                    .until(() -> watch.numbers(publisher.name()).size() == publisher.users());
        }
    }

    /** Longer than the disk may be behind. */
    private void awaitLoad() {
        List<Integer> before = publishers.stream().map(StoredPublisher::number).toList();
        await("some load")
                .pollDelay(BEHIND.plusMillis(700))
                .atMost(TestCluster.PATIENCE)
                .until(() -> IntStream.range(0, PUBLISHERS)
                        .allMatch(i -> publishers.get(i).number() > before.get(i) + 5));
    }

    private static void killNodes() {
        CLUSTER.node(0).kill9();
        CLUSTER.node(1).kill9();
    }

    /** Returns when. */
    private long killAllNodesAndCicServers() {
        long now = System.nanoTime();
        killNodes();
        publishers.forEach(StoredPublisher::close);
        return now;
    }

    /** Both at once, or one after the other, the one or the other first. */
    private static void restart(int round) {
        int first = round / 2 % 2;
        CLUSTER.node(first).start();
        if (round % 2 == 0) {
            CLUSTER.awaitServing(CLUSTER.node(first));
        }
        CLUSTER.node(1 - first).start();
        CLUSTER.awaitServing(CLUSTER.node(0));
        CLUSTER.awaitServing(CLUSTER.node(1));
        CLUSTER.awaitHealthy();
    }

    private static void wipe(NodeProcess node) {
        Path data = node.configuration().resolveSibling("data");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireMemory(VersionWatch living, long killed) {
        VersionWatch fresh = watch();
        for (VersionWatch watch : List.of(fresh, living)) {
            for (StoredPublisher publisher : publishers) {
                patiently(publisher.name() + " is shown as ended")
                        .until(() -> watch.state(publisher.name()) == CicServerState.EXPIRED
                                && watch.statuses(publisher.name()).size() == publisher.users());
                requireMemory(watch, publisher, killed);
            }
            assertThat(watch.stepsBack()).isEmpty();
        }
    }

    private static void requireMemory(VersionWatch watch, StoredPublisher publisher, long killed) {
        Map<String, Status> statuses = watch.statuses(publisher.name());
        statuses.forEach((user, status) -> {
            assertThat(status.loggedOn()).as(user + " is logged on").isFalse();
            assertThat(status.source()).as(user).isEqualTo(Source.RESTORED);
            assertThat(status.version().epoch()).as(user).isGreaterThan(publisher.epoch());
            assertThat(status.key().text()).as(user).isEqualTo(user.startsWith("p") ? "Gone Home" : "");
        });
        publisher.acknowledgedBefore(killed - BEHIND.toNanos()).forEach((user, number) -> {
            Status status = Objects.requireNonNull(statuses.get(user), user);
            if (user.startsWith("p")) {
                assertThat(StoredPublisher.number(status))
                        .as(publisher.name() + "/" + user)
                        .isBetween(number, publisher.number());
            }
        });
        System.out.printf(
                "%s: %d users back, p0 has number %d, acknowledged a second before the kill: %d, last: %d%n",
                publisher.name(),
                statuses.size(),
                StoredPublisher.number(Objects.requireNonNull(statuses.get("p0"))),
                publisher.acknowledgedBefore(killed - BEHIND.toNanos()).get("p0"),
                publisher.number());
    }

    private static ConditionFactory patiently(String what) {
        return await(what).atMost(TestCluster.PATIENCE).pollInterval(Duration.ofMillis(50));
    }
}
