package org.statusaggregator.node.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.internal.util.executor.HazelcastManagedThread;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.RosterRequest;
import org.statusaggregator.node.roster.RosterStore;

/**
 * The rosters in a replicated map, one entry for each CIC server. Only single-key operations touch it: Hazelcast's others do not wait for backups. What is
 * not confirmed is asked for again ({@link Asking}).
 *
 * <p>An outcome is completed on the thread that brings it, mostly one of the member's network threads: what follows must not block. The map's own futures
 * would hand each one through the common pool first, which costs more than everything else (decision 0007).
 */
final class HazelcastRosterStore implements RosterStore {
    private final IMap<String, StoredRoster> map;
    private final KeyCalls<StoredRoster> calls;
    private final Copies copies;
    private final CopyFeed feed;
    private final Asking asking;
    private final Executor executor;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private boolean hinting;

    /** Who holds a roster now. */
    interface Copies {
        /** On how many members it is held. */
        int of(String cicServer);

        /** Whether this member holds it. */
        boolean here(String cicServer);
    }

    /**
     * A store on this map.
     *
     * @param feed tells what this member's copies take in
     * @param asking sees requests through failures
     * @param executor for what takes its time after an answer; never Hazelcast's default, which starts a thread for each on small machines
     */
    HazelcastRosterStore(KeyCalls<StoredRoster> calls, Copies copies, CopyFeed feed, Asking asking, Executor executor) {
        this.map = calls.map();
        this.calls = calls;
        this.copies = copies;
        this.feed = feed;
        this.asking = asking;
        this.executor = executor;
        map.addEntryListener((EntryMergedListener<String, StoredRoster>) event -> hint(event.getKey()), false);
    }

    @Override
    public CompletionStage<Outcome> execute(String cicServer, RosterRequest request) {
        if (Thread.currentThread() instanceof HazelcastManagedThread) { // these must not call
            return CompletableFuture.completedStage(cicServer).thenComposeAsync(name -> ask(name, request), executor);
        }
        return ask(cicServer, request);
    }

    private CompletionStage<Outcome> ask(String cicServer, RosterRequest request) {
        return asking.ask(
                        cicServer,
                        () -> calls.<StoredAnswer>submit(cicServer, new ExecuteProcessor(request), Runnable::run))
                .thenApply(answer -> new Outcome(answer.answer(), copies.of(cicServer)));
    }

    @Override
    public CompletionStage<@Nullable RosterDelta> read(String cicServer, Position position, int limit) {
        return calls.<StoredDelta>submit(cicServer, new ReadProcessor(position, limit), executor)
                .thenApply(StoredDelta::delta);
    }

    @Override
    public Set<String> cicServers() {
        return map.keySet();
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
        feed.listen(listener);
    }

    /**
     * Members came or went. With more members than copies, entry events tell those without a copy that a roster changed; with fewer, every member has a copy
     * of everything, which tells more and sooner, and the events would only cost.
     */
    synchronized void membersChanged(int members) {
        if (members > HazelcastConfig.BACKUPS + 1 && !hinting) {
            hinting = true;
            executor.execute(
                    () -> { // the caller is one of Hazelcast's threads
                        map.addEntryListener(new Hints(), false);
                        map.keySet().forEach(this::hint);
                    });
        }
    }

    private void hint(String cicServer) {
        listeners.forEach(listener -> listener.mayHaveChanged(cicServer));
    }

    /** Entry events as hints, where no copy is. */
    private final class Hints
            implements EntryAddedListener<String, StoredRoster>, EntryUpdatedListener<String, StoredRoster> {
        @Override
        public void entryAdded(EntryEvent<String, StoredRoster> event) {
            unlessHere(event.getKey());
        }

        @Override
        public void entryUpdated(EntryEvent<String, StoredRoster> event) {
            unlessHere(event.getKey());
        }

        private void unlessHere(String cicServer) {
            if (!copies.here(cicServer)) {
                hint(cicServer);
            }
        }
    }
}
