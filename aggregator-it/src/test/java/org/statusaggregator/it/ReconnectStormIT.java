package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.client.Channels;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.ListWatchesRequest;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/**
 * Very many readers come and go while a CIC server publishes: each a connection with mutual TLS of its own, a watch, a snapshot. How many:
 * {@code -Dit.reconnects=5000}.
 */
class ReconnectStormIT {
    private static final int RECONNECTS = Integer.getInteger("it.reconnects", 600);
    private static final int AT_ONCE = 40;
    private static final int USERS = 500;

    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2);

    private final KeyMaterial admin = CLUSTER.certificates().material(Role.ADMIN, "admin");
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @Test
    void everybodyGetsItsSnapshotPublishersGoOnAndNothingIsLeftBehind() throws Exception {
        try (NumberedPublisher publisher = new NumberedPublisher(CLUSTER, "cic1", 0, 1, USERS)) {
            publisher.begin();
            await("changes").atMost(TestCluster.PATIENCE).until(() -> publisher.changes() > 10 * USERS);
            int before = watches();
            long files = openFiles();
            long begin = System.nanoTime();
            for (int i = 0; i < RECONNECTS; i++) {
                assertThat(places.tryAcquire(60, TimeUnit.SECONDS))
                        .as("a reader ended within a minute")
                        .isTrue();
                new Visit(i % 2).begin();
            }
            assertThat(places.tryAcquire(AT_ONCE, 90, TimeUnit.SECONDS))
                    .as("all readers ended")
                    .isTrue();
            long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));

            assertThat(failed).as("readers without a whole snapshot").hasValue(0);
            assertThat(whole).hasValue(RECONNECTS);
            assertThat(publisher.longestSilenceMillis())
                    .as("longest silence of answers, ms")
                    .isLessThan(5_000);
            await("watches back to base").atMost(TestCluster.PATIENCE).until(() -> watches() == before);
            await("open files of the nodes back to base")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> openFiles() <= files + 10);
            publisher
                    .stop()
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            System.out.printf(
                    "reconnects: %d in %d s, %d changes acknowledged meanwhile, longest silence of answers %d ms%n",
                    RECONNECTS, seconds, publisher.changes(), publisher.longestSilenceMillis());
        }
    }

    private static int watches() {
        int watches = 0;
        for (int i = 0; i < 2; i++) {
            watches += CLUSTER.admin(CLUSTER.node(i), stub -> stub.listWatches(ListWatchesRequest.getDefaultInstance()))
                    .getWatchesCount();
        }
        return watches;
    }

    private static long openFiles() {
        return CLUSTER.node(0).openFiles() + CLUSTER.node(1).openFiles();
    }

    /** One reader: connects, reads everything, goes. */
    private final class Visit implements ClientResponseObserver<WatchRequest, WatchResponse> {
        private final ManagedChannel channel;
        private boolean ended;
        private int rows;

        Visit(int node) {
            this.channel = Channels.open(CLUSTER.node(node).host(), admin);
        }

        void begin() {
            StatusServiceGrpc.newStub(channel)
                    .withDeadlineAfter(Duration.ofSeconds(60).toMillis(), TimeUnit.MILLISECONDS)
                    .watch(WatchRequest.getDefaultInstance(), this);
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchRequest> call) {
            // reads as it comes
        }

        @Override
        public void onNext(WatchResponse message) {
            rows += message.getStatusesCount();
            if (message.hasSnapshotEnd()) {
                end(rows >= USERS);
            }
        }

        @Override
        public void onError(Throwable error) {
            end(false);
        }

        @Override
        public void onCompleted() {
            end(false);
        }

        private void end(boolean good) {
            if (!ended) {
                ended = true;
                (good ? whole : failed).incrementAndGet();
                channel.shutdownNow();
                places.release();
            }
        }
    }
}
