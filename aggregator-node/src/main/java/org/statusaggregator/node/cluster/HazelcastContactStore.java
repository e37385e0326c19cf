package org.statusaggregator.node.cluster;

import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.node.contacts.ContactStore;

/**
 * The contact lists in a replicated map, one entry for each. Only single-key operations touch it, and what is not confirmed is asked for again ({@link Asking}), as with
 * {@link HazelcastRosterStore}.
 */
final class HazelcastContactStore implements ContactStore {
    private final KeyCalls<StoredList> calls;
    private final Asking asking;
    private final Executor executor;

    /**
     * A store on this map.
     *
     * @param asking sees requests through failures
     * @param executor for what follows an answer; never Hazelcast's default
     */
    HazelcastContactStore(KeyCalls<StoredList> calls, Asking asking, Executor executor) {
        this.calls = calls;
        this.asking = asking;
        this.executor = executor;
    }

    @Override
    public CompletionStage<Answer> execute(String list, ListRequest request) {
        return asking.ask(
                        "contact list " + list,
                        () -> calls.<StoredListAnswer>submit(list, new ListExecuteProcessor(request), executor))
                .thenApply(StoredListAnswer::answer);
    }

    @Override
    public CompletionStage<ListDelta> read(String list, ListPosition position, int limit) {
        return calls.<StoredListDelta>submit(list, new ListReadProcessor(position, limit), executor)
                .thenApply(StoredListDelta::delta);
    }

    @Override
    public void onHint(Consumer<String> listener) {
        calls.map()
                .addEntryListener(
                        (EntryAddedListener<String, StoredList>) event -> listener.accept(event.getKey()), false);
        calls.map()
                .addEntryListener(
                        (EntryUpdatedListener<String, StoredList>) event -> listener.accept(event.getKey()), false);
        calls.map()
                .addEntryListener(
                        (EntryMergedListener<String, StoredList>) event -> listener.accept(event.getKey()), false);
    }
}
