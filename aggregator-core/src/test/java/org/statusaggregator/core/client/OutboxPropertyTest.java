package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Status;

/** Whatever an application does and however often the session is lost: in the end the cluster holds the truth, and no flush came too early. */
class OutboxPropertyTest {
    private static final int USERS = 6;

    @Property(tries = 2_000)
    void theClusterEndsUpWithTheTruth(@ForAll long seed) {
        new Run(new Random(seed)).play();
    }

    /** One random life of an outbox, with a model of the cluster that takes its batches. */
    private static final class Run {
        private final Random random;
        private final Outbox outbox = new Outbox();
        private final Map<String, Status> truth = new HashMap<>();
        private final Map<String, Status> cluster = new HashMap<>();
        private final Set<String> named = new HashSet<>();
        private boolean snapshotRuns;
        private Outbox.@Nullable Batch onItsWay;
        private int number;
        /** For each flush: the states that it promises, or later ones; without users who were removed since. */
        private final Map<CompletableFuture<Void>, Map<String, Status>> flushes = new HashMap<>();

        Run(Random random) {
            this.random = random;
        }

        void play() {
            replaceAll();
            for (int i = 0; i < 60; i++) {
                step(random.nextInt(12));
            }
            confirm();
            while (take()) {
                confirm();
            }
            assertThat(cluster).isEqualTo(truth);
            assertThat(flushes.keySet()).allMatch(CompletableFuture::isDone);
        }

        private void step(int dice) {
            switch (dice) {
                case 0, 1, 2, 3 -> put();
                case 4 -> remove();
                case 5 -> replaceAll();
                case 6, 7, 8 -> confirmOrTake();
                case 9 -> loseSession();
                default -> flush();
            }
        }

        private Status next(String userId) {
            return ClientFixture.user(userId, "state " + number++);
        }

        private void put() {
            Status status = next("u" + random.nextInt(USERS));
            truth.put(status.userId(), status);
            outbox.put(status);
        }

        private void remove() {
            String userId = "u" + random.nextInt(USERS);
            truth.remove(userId);
            flushes.values().forEach(promised -> promised.remove(userId));
            outbox.remove(userId);
        }

        private void replaceAll() {
            List<Status> all = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                if (random.nextBoolean()) {
                    all.add(next("u" + i));
                }
            }
            truth.clear();
            flushes.values().forEach(Map::clear);
            all.forEach(status -> truth.put(status.userId(), status));
            outbox.replaceAll(all);
        }

        private void confirmOrTake() {
            if (onItsWay == null) {
                take();
            } else {
                confirm();
            }
        }

        private boolean take() {
            onItsWay = outbox.take(1 + random.nextInt(3));
            return onItsWay != null;
        }

        private void confirm() {
            if (onItsWay != null) {
                apply(onItsWay);
                outbox.confirm(onItsWay);
                onItsWay = null;
                flushes.forEach((flush, promised) -> {
                    if (flush.isDone()) {
                        assertThat(stale(promised)).isEmpty();
                    }
                });
            }
        }

        /** Users of whom the cluster has an older state than the flush promised. */
        private List<String> stale(Map<String, Status> promised) {
            return promised.keySet().stream()
                    .filter(id -> age(cluster.get(id)) < age(promised.get(id)))
                    .toList();
        }

        private static int age(@Nullable Status status) {
            return status == null ? -1 : Integer.parseInt(status.key().text().substring("state ".length()));
        }

        private void loseSession() {
            // A batch that was on its way may have arrived or not.
            if (onItsWay != null && random.nextBoolean()) {
                apply(onItsWay);
            }
            onItsWay = null;
            snapshotRuns = false;
            outbox.restart();
        }

        private void flush() {
            flushes.put(outbox.flush(), new HashMap<>(truth));
        }

        private void apply(Outbox.Batch batch) {
            if (batch.firstPart()) {
                snapshotRuns = true;
                named.clear();
            }
            batch.statuses().forEach(status -> {
                cluster.put(status.userId(), status);
                named.add(status.userId());
            });
            batch.removedUserIds().forEach(cluster::remove);
            if (batch.lastPart()) {
                assertThat(snapshotRuns).isTrue();
                cluster.keySet().retainAll(named);
                snapshotRuns = false;
            }
        }
    }
}
