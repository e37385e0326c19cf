package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.ListWatchesRequest;
import org.statusaggregator.v1.WatchInfo;

/**
 * Fifty watchers of one node under load, of which half read nothing for a while. Their cost is bounded, they are shown as lagging, they end at the newest
 * state, and so do the others meanwhile. How late those hear of changes is measured beside phases without the slow ones, in turn, in one run, and printed;
 * it is asserted only when asked for, on a machine that does nothing else:
 * {@code -Dit.slow.seconds=30 -Dit.slow.pairs=2 -Dit.slow.percent=20}.
 */
class SlowWatchersIT {
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("it.slow.seconds", 5));
    private static final int PAIRS = Integer.getInteger("it.slow.pairs", 1);
    /** How much later the median change may come beside slow watchers, in percent; null asserts nothing. */
    private static final @Nullable Integer PERCENT = Integer.getInteger("it.slow.percent");

    private static final Duration WARM_UP = LENGTH.dividedBy(2);
    private static final int HALF = 25;
    private static final int USERS = 2_000;
    private static final int CHANGES_PER_SECOND = 1_000;

    /** What a watcher that reads nothing may cost: 256 KiB that wait in its connection, one message of 512 rows beyond, as much again for its framing. */
    private static final long BYTES_PER_SLOW_WATCHER = 768 * 1024;

    /** What waits in a connection lies outside the heap and in pools as a rule; here in byte arrays of its own size, so that counting the heap shows it. */
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2)
            .withJavaOptions("-Xmx384m -Dio.grpc.netty.shaded.io.netty.noPreferDirect=true"
                    + " -Dio.grpc.netty.shaded.io.netty.allocator.type=unpooled");

    private final KeyMaterial admin = CLUSTER.certificates().material(Role.ADMIN, "admin");
    private final List<TimedWatch> watches = new ArrayList<>();
    private final TimedPublisher publisher =
            new TimedPublisher(CLUSTER.client("cic1", 0).build(), USERS, CHANGES_PER_SECOND);

    @AfterEach
    void close() {
        publisher.close();
        watches.forEach(TimedWatch::close);
    }

    @Test
    void watchersThatReadNothingCostABoundedAmountAreShownAsLaggingAndEndAtTheNewestState() {
        watch(HALF);
        underLoad(WARM_UP, new Millis());
        Millis alone = new Millis();
        Millis beside = new Millis();
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean slowFirst = pair % 2 == 1;
            if (slowFirst) {
                besideSlowOnes(beside);
                underLoad(LENGTH, alone);
            } else {
                underLoad(LENGTH, alone);
                besideSlowOnes(beside);
            }
        }
        double later = 100 * (beside.at(0.5) / alone.at(0.5) - 1);
        System.out.printf(
                "%d watchers at %,d changes/s, alone: %s%nbeside %d that read nothing: %s; median %+.0f %%%n",
                HALF, CHANGES_PER_SECOND, alone, HALF, beside, later);
        if (PERCENT != null) {
            assertThat(later)
                    .as("how much later the median change comes, in percent")
                    .isLessThanOrEqualTo(PERCENT);
        }
    }

    private void besideSlowOnes(Millis ages) {
        List<TimedWatch> slow = watch(HALF);
        long before = LiveHeap.of(CLUSTER.node(0));
        slow.forEach(TimedWatch::stopReading);
        underLoad(LENGTH, ages);
        assertThat(lagging())
                .as("watches that lag when the load has ended and those that read are current")
                .hasSize(HALF)
                .allSatisfy(watch -> assertThat(watch.getBehind()).isPositive());

        long each = (LiveHeap.of(CLUSTER.node(0)) - before) / HALF;
        System.out.printf(
                "%d watchers that read nothing for %d s: %,d bytes of live heap each%n",
                HALF, LENGTH.toSeconds(), each);
        assertThat(each)
                .as("bytes of live heap for each watcher that reads nothing")
                .isLessThan(BYTES_PER_SLOW_WATCHER);

        slow.forEach(TimedWatch::readOn);
        awaitNewest(slow);
        await("nobody lags any more").atMost(TestCluster.PATIENCE).until(() -> lagging()
                .isEmpty());
        slow.forEach(TimedWatch::close);
        watches.removeAll(slow);
        await("the slow watchers are gone").atMost(TestCluster.PATIENCE).until(() -> list().size() == HALF);
    }

    /** Load for a while; takes the ages of what those that read get. Returns when they hold the newest state. */
    private void underLoad(Duration length, Millis ages) {
        List<TimedWatch> reading = watches.subList(0, HALF);
        reading.forEach(watch -> watch.measure(ages));
        publisher.begin();
        await("the load")
                .pollDelay(length)
                .atMost(length.plus(TestCluster.PATIENCE))
                .until(() -> true);
        publisher.end();
        awaitNewest(reading);
        reading.forEach(watch -> watch.measure(null));
    }

    private List<TimedWatch> watch(int count) {
        List<TimedWatch> opened = Stream.generate(
                        () -> new TimedWatch(CLUSTER.node(0).host(), admin))
                .limit(count)
                .toList();
        watches.addAll(opened);
        await("snapshots").atMost(TestCluster.PATIENCE).until(() -> opened.stream()
                .allMatch(TimedWatch::isWhole));
        return opened;
    }

    private void awaitNewest(List<TimedWatch> some) {
        await("every watcher holds the last status of each user")
                .atMost(TestCluster.PATIENCE)
                .untilAsserted(() -> assertThat(some).allSatisfy(watch -> {
                    assertThat(watch.ended()).isNull();
                    assertThat(watch.held()).isEqualTo(publisher.last());
                }));
    }

    private static List<WatchInfo> list() {
        return CLUSTER.admin(CLUSTER.node(0), stub -> stub.listWatches(ListWatchesRequest.getDefaultInstance()))
                .getWatchesList();
    }

    private static List<WatchInfo> lagging() {
        return list().stream()
                .filter(watch -> watch.getState().equals("LAGGING"))
                .toList();
    }
}
