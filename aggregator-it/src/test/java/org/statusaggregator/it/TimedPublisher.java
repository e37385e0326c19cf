package org.statusaggregator.it;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.PublishSession;
import org.statusaggregator.core.client.SessionOptions;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;

/** A CIC server that makes changes at a steady rate; each says in its detail when it was made, by this process's clock, and is long. */
final class TimedPublisher implements AutoCloseable {
    private static final int PADDING = 400;
    private static final long EVERY_MILLIS = 10;

    private final AggregatorClient client;
    private final PublishSession session;
    private final int users;
    private final int perTick;
    private final Map<String, Long> last = new TreeMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "timed-publisher"));
    private @Nullable ScheduledFuture<?> load;
    private int next;

    /** Publishes its users; they are there when this returns. */
    TimedPublisher(AggregatorClient client, int users, int changesPerSecond) {
        this.client = client;
        this.users = users;
        this.perTick = (int) Math.max(1, changesPerSecond * EVERY_MILLIS / 1_000);
        this.session = client.openSession(SessionOptions.takeOver());
        session.replaceAll(IntStream.range(0, users).mapToObj(this::change).toList());
        flush();
    }

    /** When a status was made, by its detail: nanoseconds. */
    static long made(String detail) {
        int end = detail.indexOf(' ');
        return end < 0 ? 0 : Long.parseLong(detail.substring(0, end));
    }

    private synchronized Status change(int user) {
        long now = System.nanoTime();
        String id = "u" + user;
        last.put(id, now);
        return Status.of(id, id + "@example.com")
                .withKey(StatusKey.of("Available", false).detail(now + " " + "x".repeat(PADDING)))
                .withLogonServer("cic1");
    }

    /** Changes one user after the other from now on. */
    void begin() {
        load = thread.scheduleAtFixedRate(this::changeSome, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void changeSome() {
        for (int i = 0; i < perTick; i++) {
            session.put(change(next++ % users));
        }
    }

    /** Ends the load. Returns when everything is acknowledged. */
    void end() {
        if (load != null) {
            load.cancel(false);
        }
        flush();
    }

    private void flush() {
        session.flush().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** When the last status of each user was made. */
    synchronized Map<String, Long> last() {
        return new TreeMap<>(last);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        client.close();
    }
}
