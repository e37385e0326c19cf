package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.WatchOptions;
import org.statusaggregator.core.status.CicServerState;

/** A node is told to stop while a CIC server publishes and another one watches there. */
class CleanStopIT {
    private static final int USERS = 20;

    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2);

    @Test
    void everybodyIsSentToTheOtherNodeAndTheSessionGoesOn() {
        RecordedWatch watch = new RecordedWatch("watcher");
        try (NumberedPublisher publisher = new NumberedPublisher(CLUSTER, "cic1", 0, 1, USERS);
                AggregatorClient watcher = CLUSTER.client("cic2", 0).build()) {
            watcher.watch(WatchOptions.everything(), watch);
            await("the snapshot")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> watch.rows().size() == USERS);
            publisher.begin();
            await("changes").atMost(TestCluster.PATIENCE).until(() -> watch.deliveries() > 10 * USERS);
            long begin = System.nanoTime();

            int exitCode = CLUSTER.node(0).terminate();

            long stopped = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            long acknowledged = publisher.changes();
            await("changes through the other node")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> publisher.changes() > acknowledged + 10 * USERS);
            publisher
                    .stop()
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            await("the last values").atMost(TestCluster.PATIENCE).until(() -> watch.numbers()
                    .equals(publisher.acknowledged()));

            assertThat(exitCode).isZero();
            assertThat(watch.nodes()).containsExactly("sa1", "sa2");
            assertThat(watch.stepsBack()).isEmpty();
            assertThat(watch.snapshots())
                    .as("snapshots: the token was continued")
                    .isEqualTo(1);
            assertThat(watch.history("cic1")).doesNotContain(CicServerState.EXPIRED);
            assertThat(watch.states()).containsEntry("cic1", CicServerState.LIVE);
            assertThat(publisher.epoch()).as("sessions opened").isEqualTo(1);
            assertThat(CLUSTER.cicServer(CLUSTER.node(1), "cic1").getHomeNode()).isEqualTo("sa2");
            System.out.printf(
                    "clean stop: %d ms; longest silence of answers %d ms, of the watch %d ms; states of cic1: %s%n",
                    stopped, publisher.longestSilenceMillis(), watch.longestSilenceMillis(), watch.history("cic1"));
        }
    }
}
