package org.statusaggregator.cli.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.client.Acknowledgement;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.ClientListener;
import org.statusaggregator.core.client.PublishSession;
import org.statusaggregator.core.client.RefusedStatus;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.client.SessionOptions;
import org.statusaggregator.core.client.SessionState;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.tls.KeyMaterial;

/**
 * A CIC server that publishes through the client library and knows what it published. It can be killed, which looks to the cluster as {@code kill -9}
 * does: its connection ends and nobody says why. Thread-safe; its client's thread hears the answers.
 */
final class TortureCic implements ClientListener {
    private static final String[] KEYS = {"Available", "Follow Up", "At Lunch", "Gone Home"};
    private static final int PERSISTENT_FROM = 2;
    private static final int MOST_AT_ONCE = 20;

    private final String name;
    private final List<String> users = new ArrayList<>();
    private final ServerList hosts;
    private final KeyMaterial keys;
    private final Duration lease;
    private final RandomGenerator random;
    private final History history;
    private final Truth truth = new Truth();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    private final Silence silence = new Silence();
    private volatile @Nullable String refused;
    private final AtomicLong lastNumber = new AtomicLong();
    /** What was given last of each user that is there. */
    private final Map<String, Status> last = new TreeMap<>();

    private @Nullable AggregatorClient client;
    private @Nullable PublishSession session;
    /** Users that may change now: the others stand still, so that a change that was lost is not covered by a later one. */
    private List<String> moving = List.of();

    TortureCic(
            String name,
            int users,
            ServerList hosts,
            KeyMaterial keys,
            Duration lease,
            RandomGenerator random,
            History history) {
        this.name = name;
        this.hosts = hosts;
        this.keys = keys;
        this.lease = lease;
        this.random = random;
        this.history = history;
        for (int i = 0; i < users; i++) {
            this.users.add(name + "-u" + i);
        }
        this.moving = this.users;
    }

    String name() {
        return name;
    }

    Truth truth() {
        return truth;
    }

    /** Comes up with new states of all its users; completes when they are acknowledged. */
    synchronized CompletableFuture<Void> start() {
        return open(users.stream().map(this::next).toList());
    }

    /** Comes back with its users as they were when it was killed; completes when they are acknowledged. */
    synchronized CompletableFuture<Void> comeBack() {
        return open(List.copyOf(last.values()));
    }

    private CompletableFuture<Void> open(List<Status> statuses) {
        AggregatorClient opened = AggregatorClient.builder(hosts, keys)
                .clientName("torture-" + name)
                .listener(this)
                .build();
        PublishSession publishing = opened.openSession(SessionOptions.takeOver().leaseTime(lease));
        client = opened;
        session = publishing;
        publishing.replaceAll(statuses);
        return flushed();
    }

    synchronized boolean isRunning() {
        return session != null;
    }

    /** From now on only some of the users change. */
    synchronized void chooseMoving() {
        List<String> some = new ArrayList<>();
        for (String user : users) {
            if (random.nextInt(3) == 0) {
                some.add(user);
            }
        }
        moving = some.isEmpty() ? users : some;
        silence.reset();
    }

    /** From now on the others change: those that changed so far stand still, so that what is lost of them now stays lost. */
    synchronized void chooseOthers() {
        List<String> others = new ArrayList<>(users);
        others.removeAll(moving);
        moving = others.isEmpty() ? users : others;
    }

    /** Some users change. */
    synchronized void change() {
        PublishSession publishing = session;
        if (publishing == null) {
            return;
        }
        int count = 1 + random.nextInt(MOST_AT_ONCE);
        for (int i = 0; i < count; i++) {
            String user = moving.get(random.nextInt(moving.size()));
            if (random.nextInt(50) == 0) {
                truth.given(user, Value.GONE);
                last.remove(user);
                history.line(name, "remove " + user);
                publishing.remove(user);
            } else {
                publishing.put(next(user));
            }
        }
    }

    private Status next(String user) {
        int which = random.nextInt(KEYS.length);
        boolean persistent = which >= PERSISTENT_FROM;
        // Who is logged off has a persistent key: that another key is cleared at a logoff is tested elsewhere.
        boolean loggedOn = !persistent || random.nextInt(3) > 0;
        long number = lastNumber.incrementAndGet();
        Status status = Status.of(user, user + "@example.com")
                .withKey(StatusKey.of(KEYS[which], persistent).detail(name + ":" + number))
                .withOnPhone(loggedOn && random.nextInt(4) == 0, null)
                .withLogonServer(loggedOn ? name : "");
        truth.given(user, Value.of(status));
        last.put(user, status);
        history.line(name, "put " + user + " " + number);
        return status;
    }

    /** Completes when all that was given is acknowledged; the truth is then one. */
    synchronized CompletableFuture<Void> flushed() {
        PublishSession publishing = session;
        return publishing == null
                ? CompletableFuture.completedFuture(null)
                : publishing.flush().thenRun(truth::settled).toCompletableFuture();
    }

    /** Is gone without a word. */
    void kill() {
        history.line(name, "killed");
        AggregatorClient killed = takeClient();
        if (killed != null) {
            killed.close();
        }
    }

    private synchronized @Nullable AggregatorClient takeClient() {
        AggregatorClient taken = client;
        if (session != null) {
            session.abandon();
        }
        session = null;
        client = null;
        return taken;
    }

    @Override
    public void onAcknowledged(Acknowledgement batch) {
        silence.heard(System.nanoTime());
        for (Status status : batch.statuses()) {
            truth.acknowledged(status.userId(), Value.of(status));
        }
        batch.removedUserIds().forEach(user -> truth.acknowledged(user, Value.GONE));
        acknowledged.addAndGet(batch.statuses().size() + batch.removedUserIds().size());
        history.line(
                name,
                "acknowledged batch " + batch.batchNumber() + " copies " + batch.copies() + " " + batch.version());
    }

    @Override
    public void onRefused(RefusedStatus status) {
        refused = status.toString();
    }

    @Override
    public void onSessionState(SessionState state, String reason) {
        history.line(name, "session " + state + " " + reason);
        if (state == SessionState.LIVE) {
            sessions.incrementAndGet();
        }
    }

    /** A status that was refused, which never should be; null = none. */
    @Nullable String refused() {
        return refused;
    }

    /** The number of the last state that was given: nobody can have seen a higher one. */
    long lastNumber() {
        return lastNumber.get();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    Silence silence() {
        return silence;
    }
}
