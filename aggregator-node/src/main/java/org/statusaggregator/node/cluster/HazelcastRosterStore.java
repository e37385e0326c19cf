package org.statusaggregator.node.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.RosterRequest;
import org.statusaggregator.node.roster.NotReplicatedException;
import org.statusaggregator.node.roster.RosterStore;

/**
 * The rosters in a replicated map, one entry for each CIC server. Only single-key operations touch it: Hazelcast's others do not wait for backups. An
 * outcome that Hazelcast cannot vouch for (owner or backup lost on the way) is asked for again, which is safe because requests are idempotent.
 */
final class HazelcastRosterStore implements RosterStore {
    private static final Logger LOG = LogManager.getLogger(HazelcastRosterStore.class);
    /** With Hazelcast's own time-outs this is about 4 s. */
    private static final int ATTEMPTS = 4;

    private final IMap<String, StoredRoster> map;
    private final ToIntFunction<String> copies;
    private final Predicate<String> hasCopy;
    private final CopyFeed feed;
    private final Executor executor;

    /**
     * A store on this map.
     *
     * @param copies how many members hold a key now
     * @param hasCopy whether this member holds a key now
     * @param feed tells what this member's copies take in
     * @param executor for what follows an answer; never Hazelcast's default, which starts a thread for each on small machines
     */
    HazelcastRosterStore(
            IMap<String, StoredRoster> map,
            ToIntFunction<String> copies,
            Predicate<String> hasCopy,
            CopyFeed feed,
            Executor executor) {
        this.map = map;
        this.copies = copies;
        this.hasCopy = hasCopy;
        this.feed = feed;
        this.executor = executor;
    }

    @Override
    public CompletionStage<Outcome> execute(String cicServer, RosterRequest request) {
        return attempt(cicServer, request, 1);
    }

    private CompletionStage<Outcome> attempt(String cicServer, RosterRequest request, int attempt) {
        return submit(cicServer, new ExecuteProcessor(request))
                .handleAsync(
                        (answer, failure) -> {
                            if (failure == null) {
                                return CompletableFuture.completedStage(
                                        new Outcome(answer.answer(), copies.applyAsInt(cicServer)));
                            }
                            if (attempt < ATTEMPTS) {
                                LOG.info("{}: asking again ({})", cicServer, cause(failure));
                                return attempt(cicServer, request, attempt + 1);
                            }
                            String what = cicServer + ": not confirmed in " + ATTEMPTS + " attempts";
                            return CompletableFuture.<Outcome>failedStage(
                                    new NotReplicatedException(what, cause(failure)));
                        },
                        executor)
                .thenCompose(next -> next);
    }

    @Override
    public CompletionStage<@Nullable RosterDelta> read(String cicServer, Position position, int limit) {
        return submit(cicServer, new ReadProcessor(position, limit)).thenApplyAsync(StoredDelta::delta, executor);
    }

    /** A member that is stopping or merging throws at once what else comes in the stage; whoever waits must not wait for ever. */
    private <T> CompletionStage<T> submit(String cicServer, EntryProcessor<String, StoredRoster, T> processor) {
        try {
            return map.submitToKey(cicServer, processor);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Set<String> cicServers() {
        return map.keySet();
    }

    @Override
    public void listen(Listener listener) {
        feed.listen(listener);
        map.addEntryListener(new Hints(listener, hasCopy), false);
    }

    /** Entry events as hints. Where a copy is, it has told more than that already, but for a merge, which goes around the processors. */
    private record Hints(Listener listener, Predicate<String> hasCopy)
            implements EntryAddedListener<String, StoredRoster>,
                    EntryUpdatedListener<String, StoredRoster>,
                    EntryMergedListener<String, StoredRoster> {
        @Override
        public void entryAdded(EntryEvent<String, StoredRoster> event) {
            unlessCopied(event.getKey());
        }

        @Override
        public void entryUpdated(EntryEvent<String, StoredRoster> event) {
            unlessCopied(event.getKey());
        }

        @Override
        public void entryMerged(EntryEvent<String, StoredRoster> event) {
            listener.mayHaveChanged(event.getKey());
        }

        private void unlessCopied(String cicServer) {
            if (!hasCopy.test(cicServer)) {
                listener.mayHaveChanged(cicServer);
            }
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
