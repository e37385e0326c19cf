package org.statusaggregator.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.statusaggregator.core.client.Acknowledgement;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.ClientListener;
import org.statusaggregator.core.client.PublishSession;
import org.statusaggregator.core.client.SessionOptions;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;

/**
 * A CIC server whose users change as fast as they are acknowledged: p0, p1, … have persistent status keys, t0, t1, … others; the even ones are logged
 * on. Each change has a number, in the key's detail, and it is remembered when each was acknowledged.
 */
final class StoredPublisher implements ClientListener, AutoCloseable {
    private static final int USERS = 20;

    private final String name;
    private final AggregatorClient client;
    private final PublishSession session;
    private final Map<String, List<Acknowledged>> acknowledged = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private volatile int number;

    private record Acknowledged(long atNanos, int number) {}

    StoredPublisher(TestCluster cluster, String name, int firstNode) {
        this.name = name;
        this.client = cluster.client(name, firstNode).listener(this).build();
        this.session = client.openSession(SessionOptions.takeOver());
        session.replaceAll(statuses());
    }

    /** Begins to change the users. */
    void begin() {
        session.flush().thenRun(this::publishNext);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one batch after the other
    private void publishNext() {
        if (stopping) {
            return;
        }
        number++;
        statuses().forEach(session::put);
        CompletionStage<Void> unused = session.flush().thenRun(this::publishNext);
    }

    private List<Status> statuses() {
        List<Status> statuses = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            for (boolean persistent : new boolean[] {true, false}) {
                String user = (persistent ? "p" : "t") + i;
                statuses.add(Status.of(user, name + "." + user + "@example.com")
                        .withKey(StatusKey.of(persistent ? "Gone Home" : "Follow Up", persistent)
                                .detail(Integer.toString(number)))
                        .withLogonServer(i % 2 == 0 ? name : ""));
            }
        }
        return statuses;
    }

    @Override
    public void onAcknowledged(Acknowledgement batch) {
        long now = System.nanoTime();
        for (Status status : batch.statuses()) {
            acknowledged
                    .computeIfAbsent(status.userId(), user -> new CopyOnWriteArrayList<>())
                    .add(new Acknowledged(now, number(status)));
        }
    }

    static int number(Status status) {
        String detail = status.key().detail();
        return detail.isEmpty() ? 0 : Integer.parseInt(detail);
    }

    String name() {
        return name;
    }

    int users() {
        return 2 * USERS;
    }

    /** The number that was used last. */
    int number() {
        return number;
    }

    /** The last number of each user that was acknowledged before then. */
    Map<String, Integer> acknowledgedBefore(long nanos) {
        Map<String, Integer> numbers = new TreeMap<>();
        acknowledged.forEach((user, all) -> all.stream()
                .filter(one -> one.atNanos() - nanos < 0)
                .mapToInt(Acknowledged::number)
                .max()
                .ifPresent(last -> numbers.put(user, last)));
        return numbers;
    }

    /** Publishes no more; completes when the last batch is acknowledged. */
    CompletionStage<Void> stop() {
        stopping = true;
        return session.flush();
    }

    /** The epoch of its session. */
    long epoch() {
        return session.epoch();
    }

    /** It dies, and does not tell the cluster. */
    @Override
    public void close() {
        stopping = true;
        session.abandon();
        client.close();
    }
}
