package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.v1.Resync;
import org.statusaggregator.v1.WatchResponse;

/** Whatever nodes that lag behind one another send, the application sees growing versions, and in the end what the cluster holds. */
class DeliveryPropertyTest {
    @Property(tries = 2_000)
    void versionsGrowAndTheViewConverges(@ForAll long seed) {
        new Run(new Random(seed)).play();
    }

    /** A random history of four users, shown by a node that lags and jumps. */
    private static final class Run implements WatchListener {
        private final Random random;
        private final Delivery delivery = new Delivery(this);
        private final Map<String, Long> seen = new HashMap<>();
        private final Map<String, Long> view = new TreeMap<>();
        /** The rows of the cluster at each sequence. */
        private final Map<Long, Map<String, org.statusaggregator.v1.Status>> history = new HashMap<>();

        private long sequence;

        Run(Random random) {
            this.random = random;
            history.put(0L, new TreeMap<>());
        }

        void play() {
            for (int i = 0; i < 40; i++) {
                change();
                int dice = random.nextInt(4);
                if (dice == 0) {
                    resync(random.nextLong(sequence + 1));
                } else if (dice == 1) {
                    rows(random.nextLong(sequence + 1));
                }
            }
            resync(sequence);
            Map<String, Long> held = new TreeMap<>();
            rowsAt(sequence).forEach((id, row) -> {
                if (!row.getRemoved()) {
                    held.put(id, row.getSequence());
                }
            });
            assertThat(view).isEqualTo(held);
        }

        private Map<String, org.statusaggregator.v1.Status> rowsAt(long time) {
            return history.getOrDefault(time, new TreeMap<>());
        }

        private void change() {
            Map<String, org.statusaggregator.v1.Status> rows = new TreeMap<>(rowsAt(sequence));
            String userId = "u" + random.nextInt(4);
            sequence++;
            boolean remove = random.nextInt(4) == 0;
            rows.put(userId, remove ? FakeWatch.removal(userId, 1, sequence) : FakeWatch.row(userId, 1, sequence));
            if (random.nextInt(8) == 0) {
                // The cluster forgets its oldest removals.
                rows.values().removeIf(row -> row.getRemoved() && row.getSequence() < sequence);
            }
            history.put(sequence, rows);
        }

        /** A node that is as old as this sends what it has. */
        private void rows(long time) {
            Frames.accept(
                    delivery,
                    WatchResponse.newBuilder()
                            .addAllStatuses(rowsAt(time).values())
                            .build());
        }

        private void resync(long time) {
            Resync mark = Resync.newBuilder().setCicServer("cic2").build();
            Frames.accept(
                    delivery, WatchResponse.newBuilder().setResyncBegin(mark).build());
            rows(time);
            Frames.accept(
                    delivery, WatchResponse.newBuilder().setResyncEnd(mark).build());
        }

        @Override
        public void onStatus(Status status) {
            Version version = status.version();
            long last = seen.getOrDefault(status.userId(), 0L);
            // Only a row that was believed gone may come back as it was.
            assertThat(version.sequence()).isGreaterThanOrEqualTo(view.containsKey(status.userId()) ? last + 1 : last);
            seen.put(status.userId(), version.sequence());
            view.put(status.userId(), version.sequence());
        }

        @Override
        public void onRemoved(RemovedUser user) {
            assertThat(view).containsKey(user.userId());
            view.remove(user.userId());
        }
    }
}
