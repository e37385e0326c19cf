package org.statusaggregator.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.statusaggregator.connector.simulate.GeneratedPeople;
import org.statusaggregator.connector.simulate.Simulation;
import org.statusaggregator.connector.simulate.SimulationSettings;
import org.statusaggregator.connector.simulate.Speed;
import org.statusaggregator.connector.simulate.StoppableTime;
import org.statusaggregator.core.status.Status;

class ServerRunTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StoppableTime time = new StoppableTime();
    private final SessionLog log =
            new SessionLog("cic1", new Report("cic1", new PrintWriter(out), new PrintWriter(err), true), time);

    /** Confirms everything at once, and tells the log. */
    private class Cluster implements Publisher {
        final List<Integer> flushedAfter = new ArrayList<>();
        int changes;
        boolean closed;

        @Override
        public void replaceAll(Collection<Status> statuses) {
            log.connected("sa1");
            log.confirmed(statuses.size(), 2);
        }

        @Override
        public void put(Status status) {
            changes++;
            log.confirmed(1, 2);
        }

        @Override
        public void remove(String userId) {
            changes++;
        }

        @Override
        public CompletableFuture<Void> flush() {
            flushedAfter.add(changes);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            closed = true;
            log.closed("the cluster was told");
        }
    }

    private void run(Speed speed, Publisher publisher, Duration rateEvery) throws Exception {
        Simulation simulation = new Simulation(
                new SimulationSettings("cic1", 1, Instant.parse("2026-11-23T09:00:00Z"), 500),
                GeneratedPeople.of("cic1", 1, 100));
        ServerRun.Settings settings = new ServerRun.Settings(speed, Duration.ofSeconds(5), null, rateEvery);
        new ServerRun(settings, log, time).run(publisher, simulation);
    }

    @Test
    void atFullSpeedItNeverRunsFurtherAheadThanTwoWindowsOfAnEighthOfTheUsers() throws Exception {
        Cluster cluster = new Cluster() {
            @Override
            public void put(Status status) {
                super.put(status);
                if (changes == 65) {
                    time.stop();
                }
            }
        };
        run(Speed.MAX, cluster, Duration.ofHours(1));

        assertThat(cluster.flushedAfter).startsWith(0, 12, 24, 36, 48, 60);
        assertThat(cluster.closed).isTrue();
        assertThat(out.toString())
                .contains("cic1: connected to sa1: 100 users published, ")
                .contains("cic1: session closed after 65 changes in ");
    }

    @Test
    void aStopWhileTheClusterDoesNotConfirmStillCloses() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        Cluster cluster = new Cluster() {
            @Override
            public CompletableFuture<Void> flush() {
                boolean first = changes == 0;
                if (!first) {
                    stuck.countDown();
                }
                return first ? super.flush() : new CompletableFuture<>();
            }
        };
        Thread stopper = new Thread(() -> {
            try {
                stuck.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            time.stop();
        });
        stopper.start();
        run(Speed.MAX, cluster, Duration.ofHours(1));
        assertThat(cluster.closed).isTrue();
    }

    @Test
    void ratesAreTold() throws Exception {
        Cluster cluster = new Cluster() {
            @Override
            public void put(Status status) {
                super.put(status);
                if (out.toString().contains("confirmed/s")) {
                    time.stop();
                }
            }
        };
        run(Speed.NORMAL, cluster, Duration.ofMillis(100));
        assertThat(out.toString())
                .containsPattern("cic1: \\d[\\d,]*\\.\\d changes/s, \\d[\\d,]*\\.\\d confirmed/s, on 2 nodes\n");
    }

    @Test
    void outagesAndRefusalsAreToldOnceAndCounted() throws Exception {
        Cluster cluster = new Cluster() {
            @Override
            public void put(Status status) {
                super.put(status);
                if (changes == 10) {
                    log.unreachable("sa1: nothing answers there");
                    log.unreachable("sa2: nothing answers there");
                    log.connected("sa1");
                    log.disconnected("sa1: the connection broke");
                    log.connected("sa2");
                    for (int i = 0; i < 8; i++) {
                        log.refused("ann", "EMAIL_INVALID: no");
                    }
                    time.stop();
                }
            }
        };
        run(Speed.MAX, cluster, Duration.ofHours(1));
        assertThat(err.toString().lines())
                .containsExactly(
                        "cic1: no node answers (sa1: nothing answers there); trying on",
                        "cic1: skipped a host (sa1: the connection broke)",
                        "cic1: refused: ann: EMAIL_INVALID: no",
                        "cic1: refused: ann: EMAIL_INVALID: no",
                        "cic1: refused: ann: EMAIL_INVALID: no",
                        "cic1: refused: ann: EMAIL_INVALID: no",
                        "cic1: refused: ann: EMAIL_INVALID: no",
                        "cic1: refused: 3 more");
        assertThat(out.toString())
                .contains("cic1: connected to sa1 again (sa2: nothing answers there)")
                .contains("cic1: moved from sa1 to sa2 (sa1: the connection broke)");
    }

    @Test
    void aSignalHoldsTheProcessUntilTheRunHasEnded() throws Exception {
        Shutdown shutdown = new Shutdown(time);
        shutdown.install();
        Thread signal = new Thread(shutdown::stop);
        signal.start();
        while (!time.ended()) {
            Thread.onSpinWait();
        }
        assertThat(signal.isAlive()).isTrue();
        shutdown.close();
        signal.join();
    }
}
