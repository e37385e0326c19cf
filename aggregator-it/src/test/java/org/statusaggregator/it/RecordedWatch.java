package org.statusaggregator.it;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.statusaggregator.core.client.WatchListener;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Status;

/** What a watcher holds in the end, and everything on the way that broke a promise. */
final class RecordedWatch implements WatchListener {
    private final String name;
    private final Map<String, Status> rows = new ConcurrentHashMap<>();
    private final Map<String, CicServerState> states = new ConcurrentHashMap<>();
    private final List<String> stepsBack = new CopyOnWriteArrayList<>();
    private final List<String> nodes = new CopyOnWriteArrayList<>();
    private final List<Map.Entry<String, CicServerState>> marks = new CopyOnWriteArrayList<>();
    private volatile long lastDelivery;
    private volatile long longestSilence;
    private final AtomicLong deliveries = new AtomicLong();
    private final AtomicLong resyncs = new AtomicLong();
    private final AtomicLong snapshots = new AtomicLong();

    RecordedWatch(String name) {
        this.name = name;
    }

    static String key(String cicServer, String userId) {
        return cicServer + "/" + userId;
    }

    @Override
    public void onStatus(Status status) {
        long now = System.nanoTime();
        longestSilence = Math.max(longestSilence, deliveries.getAndIncrement() == 0 ? 0 : now - lastDelivery);
        lastDelivery = now;
        Status before = rows.put(key(status.cicServer(), status.userId()), status);
        if (before == null) {
            return;
        }
        if (!status.version().isAfter(before.version())) {
            stepsBack.add(name + ": version " + status + " after " + before);
        }
        if (number(status) < number(before)) {
            stepsBack.add(name + ": number " + status + " after " + before);
        }
    }

    @Override
    public void onRemoved(RemovedUser user) {
        rows.remove(key(user.cicServer(), user.userId()));
    }

    @Override
    public void onCicServer(String cicServer, CicServerState state) {
        states.put(cicServer, state);
        marks.add(Map.entry(cicServer, state));
    }

    @Override
    public void onConnected(String node) {
        nodes.add(node);
    }

    @Override
    public void onSnapshotBegin() {
        snapshots.incrementAndGet();
    }

    @Override
    public void onResyncBegin(String cicServer) {
        resyncs.incrementAndGet();
    }

    String name() {
        return name;
    }

    /** The rows now, by {@link #key}. */
    Map<String, Status> rows() {
        return rows;
    }

    /** The rows' numbers now, by {@link #key}. */
    Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new TreeMap<>();
        rows.forEach((key, status) -> numbers.put(key, number(status)));
        return numbers;
    }

    /** The state of each CIC server that was told last. */
    Map<String, CicServerState> states() {
        return states;
    }

    /** The states of a CIC server that were told, in order. */
    List<CicServerState> history(String cicServer) {
        return marks.stream()
                .filter(mark -> mark.getKey().equals(cicServer))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The longest time between two rows. */
    long longestSilenceMillis() {
        return longestSilence / 1_000_000;
    }

    /** Versions and numbers that went back. */
    List<String> stepsBack() {
        return stepsBack;
    }

    /** The nodes that served, in order. */
    List<String> nodes() {
        return nodes;
    }

    long deliveries() {
        return deliveries.get();
    }

    /** How often the watch began anew, and how often a CIC server's rows were compared as a whole. */
    String interruptions() {
        return snapshots + " snapshots, " + resyncs + " resyncs";
    }

    long snapshots() {
        return snapshots.get();
    }

    long resyncs() {
        return resyncs.get();
    }

    private static int number(Status status) {
        String detail = status.key().detail();
        return detail.isEmpty() ? 0 : Integer.parseInt(detail);
    }
}
