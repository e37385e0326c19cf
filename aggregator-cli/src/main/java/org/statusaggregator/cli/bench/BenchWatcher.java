package org.statusaggregator.cli.bench;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.client.WatchListener;
import org.statusaggregator.core.client.WatchOptions;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.wire.RowView;

/** One watcher: the stamp of each user's last row, how long rows took, how long it was silent about a CIC server. */
final class BenchWatcher implements WatchListener, Judge.View, AutoCloseable {
    private static final int RESTS_AFTER = 1_000;

    private final Source source;
    private final Populations populations;
    private final BenchTime time;
    private final Window window;
    /** The stamp of each row, by its number in this watch. */
    private long[] rows = {};

    private final Gathered gathered = new Gathered();
    /** Which rows have come: so small that it stays in the processor's cache. */
    private final BitSet met = new BitSet();
    /** Whose row it is, by its number; negative = nobody's whom this run invented. */
    private int[] users = {};

    private boolean anyStrangers;
    /** The number of each user's row; -1 = it has not come. */
    private final int[] numbers;

    private final long[] lastArrival;
    private final long[] longestSilence;
    private final Latencies latencies = new Latencies();
    private final CompletableFuture<Void> complete = new CompletableFuture<>();
    private final AggregatorClient client;
    private final Count deliveries = new Count();
    private final Count strangers = new Count();
    /** Rows since it last slept. */
    private int sinceRest;

    private volatile boolean hurries;

    BenchWatcher(Source source, Populations populations, Bench.Clocks clocks) {
        this.source = source;
        this.populations = populations;
        this.time = clocks.time();
        this.window = clocks.window();
        this.numbers = new int[populations.users()];
        Arrays.fill(numbers, -1);
        this.lastArrival = new long[populations.list().size()];
        this.longestSilence = new long[populations.list().size()];
        this.client = AggregatorClient.builder(source.hosts(), source.keys())
                .clientName(source.name())
                .build();
    }

    /**
     * Where rows come from.
     *
     * @param name of the watcher
     * @param filter what it asks for
     * @param follows the users whose rows it should get
     * @param dawdling how long it sleeps after each thousand rows, in milliseconds; 0 = never
     * @param hosts in order
     * @param keys of the watcher
     */
    record Source(
            String name, ServerList hosts, KeyMaterial keys, StatusFilter filter, IntPredicate follows, int dawdling) {}

    /** Begins to watch; completes at the end of the snapshot. */
    CompletableFuture<Void> begin() {
        client.watch(new WatchOptions(source.filter(), true), this);
        return complete;
    }

    @Override
    public void onStatus(Status status) {
        throw new IllegalStateException("rows come to onRow");
    }

    @Override
    public void onRow(RowView row) {
        int number = row.number();
        if (!met.get(number)) {
            meet(row);
        }
        if (anyStrangers && users[number] < 0) {
            strangers.add(1);
            return;
        }
        long stamp = row.isRemoved() ? 0 : time.stamp(row.sinceSeconds(), row.sinceNanos());
        if (gathered.add(number, row.cicServerNumber(), stamp)) {
            takeDown();
        }
        dawdle();
    }

    @Override
    public void onRowsEnd() {
        takeDown();
    }

    /** Takes down what came together. All of it counts as arrived when the last of it has. */
    private void takeDown() {
        long now = time.now();
        gathered.fetch(rows);
        for (int i = 0; i < gathered.size(); i++) {
            long stamp = gathered.stamp(i);
            rows[gathered.number(i)] = stamp;
            if (window.holds(stamp)) {
                latencies.add(now - stamp);
                heard(gathered.cicServer(i), now);
            }
        }
        deliveries.add(gathered.size());
        gathered.clear();
    }

    /** Finds out whose row it is, once: from then on its number in this watch tells. */
    private void meet(RowView row) {
        int number = row.number();
        if (number >= rows.length) {
            rows = Arrays.copyOf(rows, 2 * number + 2);
            users = Arrays.copyOf(users, rows.length);
        }
        met.set(number);
        int user = populations.user(row.cicServer(), row.userId());
        users[number] = user;
        anyStrangers |= user < 0;
        if (user >= 0) {
            numbers[user] = number;
        }
    }

    /** The client's thread sleeps, so nothing is read from the socket, as with a reader that cannot keep up. */
    private void dawdle() {
        if (source.dawdling() > 0 && ++sinceRest >= RESTS_AFTER && !hurries) {
            sinceRest = 0;
            try {
                Thread.sleep(source.dawdling()); // being slow is what this watcher is for
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** From now on a slow watcher is not slow any more. */
    void hurry() {
        hurries = true;
    }

    private void heard(int cicServer, long now) {
        long before = lastArrival[cicServer];
        lastArrival[cicServer] = now;
        if (before != 0 && window.isAfterKill(now)) {
            longestSilence[cicServer] = Math.max(longestSilence[cicServer], now - before);
        }
    }

    /** Rows that were gone while the watch was interrupted. */
    @Override
    public void onRemoved(RemovedUser user) {
        int gone = populations.user(user.cicServer(), user.userId());
        if (gone >= 0 && numbers[gone] >= 0) {
            rows[numbers[gone]] = 0;
        }
        deliveries.add(1);
    }

    @Override
    public void onSnapshotEnd() {
        complete.complete(null);
    }

    /** Rows that were delivered. */
    long deliveries() {
        return deliveries.get();
    }

    /** Rows of nobody whom this run invented. */
    @Override
    public long strangers() {
        return strangers.get();
    }

    @Override
    public boolean follows(int user) {
        return source.follows().test(user);
    }

    /** The stamp of the user's last row; 0 = it has none. */
    @Override
    public long stamp(int user) {
        int number = numbers[user];
        return number < 0 ? 0 : rows[number];
    }

    Latencies latencies() {
        return latencies;
    }

    /** The longest time between two rows of the same CIC server, of which the second came after the kill, in nanoseconds. */
    long longestSilence() {
        long longest = 0;
        for (long silence : longestSilence) {
            longest = Math.max(longest, silence);
        }
        return longest;
    }

    @Override
    public void close() {
        client.close();
    }
}
