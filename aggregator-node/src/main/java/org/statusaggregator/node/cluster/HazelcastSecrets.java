package org.statusaggregator.node.cluster;

import com.hazelcast.map.IMap;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.statusaggregator.node.secret.ClusterSecrets;

/** Shared secrets in a replicated map. */
final class HazelcastSecrets implements ClusterSecrets {
    private static final byte[] NOTHING = {};

    private final IMap<String, byte[]> map;
    private final Executor executor;
    private final InstantSource clock;

    /**
     * Secrets in this map.
     *
     * @param executor for what follows an answer; never Hazelcast's default
     */
    HazelcastSecrets(IMap<String, byte[]> map, Executor executor, InstantSource clock) {
        this.map = map;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public CompletionStage<byte[]> secret(String name, byte[] proposal) {
        return submit(name, SecretProcessor.giveOr(proposal));
    }

    @Override
    public CompletionStage<Map<String, Long>> add(String set, String entry, long untilSeconds) {
        long now = clock.instant().getEpochSecond();
        return submit(set, SecretProcessor.add(entry, untilSeconds, now)).thenApply(ExpiringSet::entries);
    }

    @Override
    public CompletionStage<Map<String, Long>> entries(String set) {
        return submit(set, SecretProcessor.giveOr(NOTHING)).thenApply(ExpiringSet::entries);
    }

    private CompletionStage<byte[]> submit(String name, SecretProcessor processor) {
        try {
            return map.submitToKey(name, processor).thenApplyAsync(value -> value, executor);
        } catch (RuntimeException e) { // a member that is stopping throws at once
            return CompletableFuture.failedFuture(e);
        }
    }
}
