package org.statusaggregator.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
import org.statusaggregator.core.tls.KeyMaterial;

/**
 * One CIC server that publishes. At full speed the client's own thread makes as many new changes as were just acknowledged, so that a batch is
 * always ready and no thread is woken for it.
 */
final class BenchPublisher implements ClientListener, AutoCloseable {
    /** Two of the largest batches: one on its way, one ready. */
    private static final int MOST_READY = 2_000;

    private final Population population;
    private final BenchTime time;
    private final Window window;
    private final Status[] acknowledged;
    private final long[] stamps;
    private final Latencies latencies = new Latencies();
    private final AggregatorClient client;
    private @Nullable PublishSession session;

    // Changed by whoever makes the next change: the client's thread at full speed, the pace's thread otherwise.
    private final Turns turns;
    private long lastStamp;
    private final Count made = new Count();

    // Changed by the client's thread.
    private final Count acknowledgedCount = new Count();
    private volatile @Nullable String trouble;
    private volatile boolean refills;

    BenchPublisher(Population population, ServerList hosts, KeyMaterial keys, BenchTime time, Window window) {
        this.population = population;
        this.turns = Turns.inOrder(population.size());
        this.time = time;
        this.window = window;
        this.acknowledged = new Status[population.size()];
        this.stamps = new long[population.size()];
        this.client = AggregatorClient.builder(hosts, keys)
                .clientName("bench-" + population.cicServer())
                .listener(this)
                .build();
    }

    /** Opens the session and publishes all users; completes when they are acknowledged. */
    CompletableFuture<Void> begin() {
        PublishSession opened = client.openSession(SessionOptions.takeOver());
        session = opened;
        List<Status> all = new ArrayList<>(population.size());
        // Nodes and watchers meet the users in another order than that in which they change later: what they keep of
        // them lies anywhere in memory.
        Turns order = Turns.scattered(population.size());
        for (int i = 0; i < population.size(); i++) {
            all.add(population.status(order.next(), 0, time.instant(nextStamp(time.now()))));
        }
        opened.replaceAll(all);
        return opened.flush().toCompletableFuture();
    }

    /** Begins to publish as fast as it is acknowledged. */
    void saturate() {
        refills = true;
        change(Math.max(1, Math.min(MOST_READY, population.size() / 2)));
    }

    /** Makes the next change, as of this time. */
    void changeAt(long scheduled) {
        session().put(next(scheduled));
        made.add(1);
    }

    /** Changes so many users now. */
    void change(int count) {
        long now = time.now();
        List<Status> changes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            changes.add(next(now));
        }
        session().putAll(changes);
        made.add(count);
    }

    private Status next(long wanted) {
        int place = turns.next();
        return population.status(place, turns.round(), time.instant(nextStamp(wanted)));
    }

    private long nextStamp(long wanted) {
        lastStamp = Math.max(lastStamp + 1, wanted);
        return lastStamp;
    }

    /** From now on every second user rests, so that what was acknowledged of the others is not overtaken. */
    void spareHalf() {
        turns.spareHalf();
    }

    /** How many users change in turn. */
    int changing() {
        return turns.users();
    }

    /** Ends the load; completes when everything is acknowledged. */
    CompletableFuture<Void> finish() {
        refills = false;
        // The client's thread may be making changes at this moment, which the first flush does not wait for.
        return session().flush().thenCompose(done -> session().flush()).toCompletableFuture();
    }

    @Override
    public void onAcknowledged(Acknowledgement batch) {
        long now = time.now();
        int fresh = 0;
        for (Status status : batch.statuses()) {
            int place = population.user(status.userId()) - population.first();
            long stamp = time.stamp(status.key().since());
            if (stamp > stamps[place]) {
                stamps[place] = stamp;
                acknowledged[place] = status;
                fresh++;
                if (window.holds(stamp)) {
                    latencies.add(now - stamp);
                }
            }
        }
        acknowledgedCount.add(fresh);
        if (refills) {
            change(fresh);
        }
    }

    @Override
    public void onRefused(RefusedStatus refused) {
        trouble = refused.status().userId() + " was refused: " + refused.reason() + ": " + refused.message();
    }

    @Override
    public void onSessionState(SessionState state, String reason) {
        if (state == SessionState.FENCED || state == SessionState.REFUSED) {
            trouble = "session of " + population.cicServer() + ": " + state + ", " + reason;
        }
    }

    /** What went wrong; null = nothing. */
    @Nullable String trouble() {
        return trouble;
    }

    /** Changes that were acknowledged, each once. */
    long acknowledgedCount() {
        return acknowledgedCount.get();
    }

    /** Changes that were made, those that another one overtook before they were sent included. */
    long made() {
        return made.get();
    }

    Population population() {
        return population;
    }

    /** The last acknowledged status of the user at this place. */
    @Nullable Status acknowledged(int place) {
        return acknowledged[place];
    }

    /** The stamp of the last acknowledged status of the user at this place. */
    long stamp(int place) {
        return stamps[place];
    }

    Latencies latencies() {
        return latencies;
    }

    private PublishSession session() {
        if (session == null) {
            throw new IllegalStateException("begin() comes first");
        }
        return session;
    }

    @Override
    public void close() {
        client.close();
    }
}
