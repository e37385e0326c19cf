package org.statusaggregator.node.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.roster.RosterStore;

/**
 * All rosters in this node's memory. Filled by hints and reads of the {@link RosterStore}; a slow round over all rosters heals a lost hint. A roster
 * that the store has lost is never dropped from here. Only the view's thread touches it.
 */
public final class StatusView implements RosterPuller.Target {
    private final RosterStore store;
    private final ViewLoop loop;
    private final Map<String, RosterView> rosters = new TreeMap<>();
    /** Rosters whose first read has not ended. */
    private final Map<String, RosterView> loading = new HashMap<>();

    private final Map<String, RosterPuller> pullers = new HashMap<>();
    private final EmailIndex emails = new EmailIndex();
    private final List<Listener> listeners = new ArrayList<>();
    /** Rosters of the first round that have not been read; null before the round. */
    private @Nullable Set<String> unread;

    private final CompletableFuture<@Nullable Void> completion = new CompletableFuture<>();

    /** Told on the view's thread. */
    public interface Listener {
        /** What is shown of this roster changed. */
        void changed(RosterView roster);

        /** The store no longer has a roster that the view shows. */
        default void missing(RosterView roster) {}
    }

    /** An empty view of the store. */
    public StatusView(RosterStore store, ViewLoop loop) {
        this.store = store;
        this.loop = loop;
        store.onHint(cicServer -> loop.execute(() -> hint(cicServer)));
    }

    /** Adds a listener. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** The roster of this CIC server, if it is known. */
    public @Nullable RosterView roster(String cicServer) {
        return rosters.get(cicServer);
    }

    /** Every roster, ordered by name. */
    public Collection<RosterView> rosters() {
        return Collections.unmodifiableCollection(rosters.values());
    }

    /** Whether every roster that the store had at the first round has been read. */
    public boolean isComplete() {
        return unread != null && unread.isEmpty();
    }

    /** Done as soon as the view is complete. */
    public CompletionStage<@Nullable Void> completion() {
        return completion.minimalCompletionStage();
    }

    /** Every row of an address, with its roster. */
    public List<Found> find(String email) {
        List<Found> found = new ArrayList<>();
        for (EmailIndex.Ref ref : emails.rows(email)) {
            Row row = ref.roster().rows().user(ref.userId());
            if (row != null && row.email().equals(email)) {
                found.add(new Found(ref.roster(), row));
            }
        }
        return found;
    }

    /**
     * A row and where it is.
     *
     * @param roster where
     * @param row the row
     */
    public record Found(RosterView roster, Row row) {}

    /** A round: reads on in every roster that is known to the store or to the view. */
    public void round(Set<String> known) {
        if (unread == null) {
            unread = new HashSet<>(known);
            completeIfRead();
        }
        known.forEach(this::hint);
        rosters.keySet().forEach(this::hint);
    }

    private void hint(String cicServer) {
        pullers.computeIfAbsent(cicServer, name -> new RosterPuller(name, store, loop, this))
                .hint();
    }

    @Override
    public Position position(String cicServer) {
        RosterView roster = rosters.getOrDefault(cicServer, loading.get(cicServer));
        return roster == null ? Position.START : roster.position();
    }

    @Override
    public void accept(String cicServer, @Nullable RosterDelta delta) {
        if (delta == null) {
            read(cicServer);
            RosterView held = rosters.get(cicServer);
            if (held != null) {
                listeners.forEach(listener -> listener.missing(held));
            }
            return;
        }
        RosterView roster = rosters.get(cicServer);
        if (roster == null) {
            roster = loading.computeIfAbsent(cicServer, name -> new RosterView(name, delta.header()));
        }
        apply(roster, delta);
    }

    private void apply(RosterView roster, RosterDelta delta) {
        boolean changed = roster.apply(delta, () -> unindex(roster), row -> index(roster, row));
        if (roster.isShown() && loading.remove(roster.cicServer()) != null) {
            rosters.put(roster.cicServer(), roster);
        }
        if (!delta.more()) {
            read(roster.cicServer());
        }
        if (changed) {
            listeners.forEach(listener -> listener.changed(roster));
        }
    }

    private void read(String cicServer) {
        if (unread != null) {
            unread.remove(cicServer);
            completeIfRead();
        }
    }

    private void completeIfRead() {
        if (isComplete()) {
            completion.complete(null);
        }
    }

    private void index(RosterView roster, Row row) {
        Row held = roster.rows().user(row.userId());
        if (row.isRemoved()) {
            if (held == null || held.sequence() <= row.sequence()) {
                emails.remove(row.email(), roster, row.userId());
            }
        } else if (held == null || !held.email().equals(row.email()) || held.sequence() == row.sequence()) {
            emails.add(row.email(), roster, row.userId());
        }
    }

    private void unindex(RosterView roster) {
        roster.rows().forEach(row -> emails.remove(row.email(), roster, row.userId()));
    }
}
