package org.statusaggregator.node.support;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.statusaggregator.core.directory.replica.ListChange;
import org.statusaggregator.core.directory.replica.ListDecision;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.core.directory.replica.SharedList;
import org.statusaggregator.node.contacts.ContactStore;
import org.statusaggregator.node.roster.NotReplicatedException;

/** A {@link ContactStore} of one process: the test decides which calls fail, and sees what was asked. */
public final class InMemoryContactStore implements ContactStore {
    private final Map<String, SharedList> lists = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<ListRequest> requests = new CopyOnWriteArrayList<>();
    private volatile int failingAfter = Integer.MAX_VALUE;

    @Override
    public synchronized CompletionStage<Answer> execute(String list, ListRequest request) {
        requests.add(request);
        if (failingAfter-- <= 0) {
            return CompletableFuture.failedFuture(
                    new NotReplicatedException("as the test wants it", new IllegalStateException("test")));
        }
        SharedList held = lists.computeIfAbsent(list, name -> new SharedList());
        ListDecision decision = request.decide(held);
        ListChange change = decision.change();
        if (change != null) {
            if (!held.install(change)) {
                throw new IllegalStateException(list + ": " + change);
            }
            listeners.forEach(listener -> listener.accept(list));
        }
        return CompletableFuture.completedFuture(new Answer(decision.refusal(), decision.header()));
    }

    @Override
    public synchronized CompletionStage<ListDelta> read(String list, ListPosition position, int limit) {
        return CompletableFuture.completedFuture(
                lists.computeIfAbsent(list, name -> new SharedList()).after(position, limit));
    }

    @Override
    public void onHint(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** What was asked so far. */
    public List<ListRequest> requests() {
        return requests;
    }

    /** Calls fail after so many more; a large number mends it. */
    public void failAfter(int calls) {
        failingAfter = calls;
    }

    /** All copies are lost. */
    public synchronized void lose() {
        lists.clear();
    }
}
