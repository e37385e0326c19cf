package org.statusaggregator.it;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.client.WatchListener;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.Version;

/** What a watcher holds, and every version that went back, also across the restarts of a cluster. */
final class VersionWatch implements WatchListener {
    private final Map<String, Map<String, Status>> statuses = new ConcurrentHashMap<>();
    private final Map<String, CicServerState> states = new ConcurrentHashMap<>();
    private final Map<String, Version> greatest = new ConcurrentHashMap<>();
    private final List<String> stepsBack = new CopyOnWriteArrayList<>();

    @Override
    public void onStatus(Status status) {
        statuses.computeIfAbsent(status.cicServer(), name -> new ConcurrentHashMap<>())
                .put(status.userId(), status);
        String key = status.cicServer() + "/" + status.userId();
        Version before = greatest.put(key, status.version());
        if (before != null && before.isAfter(status.version())) {
            stepsBack.add(key + ": " + status.version() + " after " + before);
        }
    }

    @Override
    public void onRemoved(RemovedUser user) {
        Map<String, Status> held = statuses.get(user.cicServer());
        if (held != null) {
            held.remove(user.userId());
        }
    }

    @Override
    public void onCicServer(String cicServer, CicServerState state) {
        states.put(cicServer, state);
    }

    /** The CIC server's users now, by id. */
    Map<String, Status> statuses(String cicServer) {
        return new TreeMap<>(statuses.getOrDefault(cicServer, Map.of()));
    }

    /** The numbers in their status keys. */
    Map<String, Integer> numbers(String cicServer) {
        Map<String, Integer> numbers = new TreeMap<>();
        statuses(cicServer).forEach((user, status) -> numbers.put(user, StoredPublisher.number(status)));
        return numbers;
    }

    @Nullable CicServerState state(String cicServer) {
        return states.get(cicServer);
    }

    List<String> stepsBack() {
        return stepsBack;
    }
}
