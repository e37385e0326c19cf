package org.statusaggregator.node.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.node.contacts.ContactStore;
import org.statusaggregator.node.roster.NotReplicatedException;

/**
 * The contact lists in a replicated map, one entry for each. Only single-key operations touch it, and an outcome that Hazelcast cannot vouch for is asked for again, as with
 * {@link HazelcastRosterStore}.
 */
final class HazelcastContactStore implements ContactStore {
    private static final Logger LOG = LogManager.getLogger(HazelcastContactStore.class);
    private static final int ATTEMPTS = 4;

    private final IMap<String, StoredList> map;
    private final Executor executor;

    /**
     * A store on this map.
     *
     * @param executor for what follows an answer; never Hazelcast's default
     */
    HazelcastContactStore(IMap<String, StoredList> map, Executor executor) {
        this.map = map;
        this.executor = executor;
    }

    @Override
    public CompletionStage<Answer> execute(String list, ListRequest request) {
        return attempt(list, request, 1);
    }

    private CompletionStage<Answer> attempt(String list, ListRequest request, int attempt) {
        return submit(list, new ListExecuteProcessor(request))
                .handleAsync(
                        (answer, failure) -> {
                            if (failure == null) {
                                return CompletableFuture.completedStage(answer.answer());
                            }
                            if (attempt < ATTEMPTS) {
                                LOG.info("contact list {}: asking again ({})", list, cause(failure));
                                return attempt(list, request, attempt + 1);
                            }
                            String what = "contact list " + list + ": not confirmed in " + ATTEMPTS + " attempts";
                            return CompletableFuture.<Answer>failedStage(
                                    new NotReplicatedException(what, cause(failure)));
                        },
                        executor)
                .thenCompose(next -> next);
    }

    @Override
    public CompletionStage<ListDelta> read(String list, ListPosition position, int limit) {
        return submit(list, new ListReadProcessor(position, limit)).thenApplyAsync(StoredListDelta::delta, executor);
    }

    private <T> CompletionStage<T> submit(String list, EntryProcessor<String, StoredList, T> processor) {
        try {
            return map.submitToKey(list, processor);
        } catch (RuntimeException e) { // a member that is stopping throws at once
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void onHint(Consumer<String> listener) {
        map.addEntryListener((EntryAddedListener<String, StoredList>) event -> listener.accept(event.getKey()), false);
        map.addEntryListener(
                (EntryUpdatedListener<String, StoredList>) event -> listener.accept(event.getKey()), false);
        map.addEntryListener((EntryMergedListener<String, StoredList>) event -> listener.accept(event.getKey()), false);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
