package org.statusaggregator.it;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.statusaggregator.core.client.Acknowledgement;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.ClientListener;
import org.statusaggregator.core.client.PublishSession;
import org.statusaggregator.core.client.SessionOptions;
import org.statusaggregator.core.client.WatchOptions;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.status.StatusKey;

/**
 * A CIC server that publishes numbered changes as fast as they are acknowledged, and watches everybody, itself included. Its users change in
 * waves: those of an earlier wave stand still, so that the value that was acknowledged just before a kill is the one that must be there in the end.
 */
final class NumberedPublisher implements ClientListener, AutoCloseable {
    private final String name;
    private final int usersOfWave;
    private final int waves;
    private final AggregatorClient client;
    private final PublishSession session;
    private final RecordedWatch watch;
    private final Map<Integer, Integer> acknowledged = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private volatile long lastAnswer = System.nanoTime();
    private volatile long longestSilence;
    private volatile int wave;
    private volatile boolean stopping;
    private int number;

    NumberedPublisher(TestCluster cluster, String name, int firstNode, int waves, int usersOfWave) {
        this(cluster.client(name, firstNode), name, waves, usersOfWave);
    }

    /** The same with a client of one's own making. */
    NumberedPublisher(AggregatorClient.Builder builder, String name, int waves, int usersOfWave) {
        this.name = name;
        this.waves = waves;
        this.usersOfWave = usersOfWave;
        this.watch = new RecordedWatch(name);
        this.client = builder.listener(this).build();
        this.session = client.openSession(SessionOptions.takeOver());
        session.replaceAll(IntStream.range(0, waves * usersOfWave)
                .mapToObj(user -> status(user, 0))
                .toList());
        client.watch(new WatchOptions(StatusFilter.ALL, true), watch);
    }

    /** Begins to change the users of the first wave. */
    void begin() {
        publishNext();
    }

    private void publishNext() {
        if (stopping) {
            return;
        }
        number++;
        int first = wave * usersOfWave;
        for (int user = first; user < first + usersOfWave; user++) {
            session.put(status(user, number));
        }
        CompletionStage<Void> unused = session.flush().thenRun(this::publishNext);
    }

    /** From now on the users of the next wave change. */
    void nextWave() {
        wave = Math.min(wave + 1, waves - 1);
    }

    /** Publishes no more; completes when the last batch is acknowledged. */
    CompletionStage<Void> stop() {
        stopping = true;
        return session.flush();
    }

    @Override
    public void onAcknowledged(Acknowledgement batch) {
        long now = System.nanoTime();
        longestSilence = Math.max(longestSilence, now - lastAnswer);
        lastAnswer = now;
        batches.incrementAndGet();
        for (Status status : batch.statuses()) {
            changes.incrementAndGet();
            acknowledged.put(
                    Integer.parseInt(status.userId().substring(1)),
                    Integer.parseInt(status.key().detail()));
        }
    }

    private Status status(int user, int newNumber) {
        return Status.of("u" + user, name + ".u" + user + "@example.com")
                .withKey(StatusKey.of("Available", false).detail(Integer.toString(newNumber)))
                .withLogonServer(name);
    }

    String name() {
        return name;
    }

    RecordedWatch watch() {
        return watch;
    }

    /** The last acknowledged number of each user, by {@link RecordedWatch#key}. */
    Map<String, Integer> acknowledged() {
        Map<String, Integer> numbers = new TreeMap<>();
        acknowledged.forEach((user, last) -> numbers.put(RecordedWatch.key(name, "u" + user), last));
        return numbers;
    }

    int users() {
        return waves * usersOfWave;
    }

    /** How many sessions were opened so far. */
    long epoch() {
        return session.epoch();
    }

    long changes() {
        return changes.get();
    }

    long batches() {
        return batches.get();
    }

    long longestSilenceMillis() {
        return longestSilence / 1_000_000;
    }

    @Override
    public void close() {
        session.abandon();
        client.close();
    }
}
