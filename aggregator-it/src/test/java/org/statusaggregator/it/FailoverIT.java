package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.WatchOptions;

/** The node that a publishing session and a watch are connected to is killed. */
class FailoverIT {
    private static final int USERS = 20;

    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2);

    @Test
    void sessionAndWatchGoOnAtTheOtherNodeWithoutGapOrStepBack() {
        RecordedWatch watch = new RecordedWatch("watcher");
        try (NumberedPublisher publisher = new NumberedPublisher(CLUSTER, "cic1", 0, 1, USERS);
                AggregatorClient watcher = CLUSTER.client("cic2", 0).build()) {
            watcher.watch(WatchOptions.everything(), watch);
            await("the snapshot")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> watch.rows().size() == USERS);
            assertThat(watch.nodes()).containsExactly("sa1");
            assertThat(CLUSTER.cicServer(CLUSTER.node(0), "cic1").getHomeNode()).isEqualTo("sa1");
            publisher.begin();
            await("changes").atMost(TestCluster.PATIENCE).until(() -> watch.deliveries() > 10 * USERS);

            CLUSTER.node(0).kill9();
            long acknowledged = publisher.changes();
            await("changes through the other node")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> publisher.changes() > acknowledged + 10 * USERS
                            && watch.nodes().size() == 2);
            long delivered = watch.deliveries();
            await("deliveries by the other node")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> watch.deliveries() > delivered);
            publisher
                    .stop()
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            await("the last values").atMost(TestCluster.PATIENCE).until(() -> watch.numbers()
                    .equals(publisher.acknowledged()));

            assertThat(watch.nodes()).containsExactly("sa1", "sa2");
            assertThat(watch.stepsBack()).isEmpty();
            assertThat(watch.snapshots())
                    .as("snapshots: the token was continued")
                    .isEqualTo(1);
            assertThat(watch.resyncs()).as("resyncs").isZero();
            assertThat(publisher.epoch()).as("sessions opened").isEqualTo(1);
            assertThat(CLUSTER.cicServer(CLUSTER.node(1), "cic1").getHomeNode()).isEqualTo("sa2");
            System.out.printf(
                    "failover: %d changes acknowledged, %d delivered; longest silence of answers %d ms, of the watch %d ms%n",
                    publisher.changes(),
                    watch.deliveries(),
                    publisher.longestSilenceMillis(),
                    watch.longestSilenceMillis());
        }
    }
}
