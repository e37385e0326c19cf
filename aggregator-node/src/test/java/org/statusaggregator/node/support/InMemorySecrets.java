package org.statusaggregator.node.support;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.statusaggregator.node.secret.ClusterSecrets;

/** Secrets of a cluster in one process; several nodes may share it. */
public final class InMemorySecrets implements ClusterSecrets {
    private final Map<String, byte[]> secrets = new HashMap<>();
    private final Map<String, Map<String, Long>> sets = new HashMap<>();

    @Override
    public synchronized CompletionStage<byte[]> secret(String name, byte[] proposal) {
        return CompletableFuture.completedFuture(secrets.computeIfAbsent(name, key -> proposal));
    }

    @Override
    public synchronized CompletionStage<Map<String, Long>> add(String set, String entry, long untilSeconds) {
        sets.computeIfAbsent(set, name -> new HashMap<>()).put(entry, untilSeconds);
        return entries(set);
    }

    @Override
    public synchronized CompletionStage<Map<String, Long>> entries(String set) {
        return CompletableFuture.completedFuture(Map.copyOf(sets.getOrDefault(set, Map.of())));
    }
}
