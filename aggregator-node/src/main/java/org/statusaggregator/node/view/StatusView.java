package org.statusaggregator.node.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.OfferRoster;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.roster.RosterStore;

/**
 * All rosters in this node's memory. Filled by changes of this node's own copies and by reads of the {@link RosterStore}; a slow round over all rosters
 * heals what was lost on the way. What the store has lost is never dropped from here, but given back. Only the view's thread touches it.
 */
public final class StatusView implements RosterPuller.Target {
    private static final Logger LOG = LogManager.getLogger(StatusView.class);

    private final RosterStore store;
    private final ViewLoop loop;
    private final Map<String, RosterView> rosters = new TreeMap<>();
    /** Rosters whose first read has not ended. */
    private final Map<String, RosterView> loading = new HashMap<>();

    private final Map<String, RosterPuller> pullers = new HashMap<>();
    private final EmailIndex emails = new EmailIndex();
    private final ChangeInbox inbox;
    /** Rosters whose change the listeners have not been told. */
    private final Set<RosterView> changed = new LinkedHashSet<>();

    private final List<Listener> listeners = new ArrayList<>();
    /** Rosters of the first round that have not been read; null before the round. */
    private @Nullable Set<String> unread;

    private final CompletableFuture<@Nullable Void> completion = new CompletableFuture<>();

    /** Told on the view's thread. */
    public interface Listener {
        /** What is shown of this roster changed. */
        void changed(RosterView roster);
    }

    /** An empty view of the store. */
    public StatusView(RosterStore store, ViewLoop loop) {
        this.store = store;
        this.loop = loop;
        this.inbox = new ChangeInbox(loop, this::takeChanges);
        store.listen(inbox);
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

    /** How many addresses have rows: what is not found any more must not be kept either. */
    int addresses() {
        return emails.size();
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
        puller(cicServer).hint();
    }

    private RosterPuller puller(String cicServer) {
        return pullers.computeIfAbsent(cicServer, name -> new RosterPuller(name, store, loop, this));
    }

    /** Everything that has gathered, then the listeners once for each roster. */
    private void takeChanges() {
        ChangeInbox.Content content = inbox.take();
        content.changes().forEach(change -> puller(change.header().cicServer()).changed(change));
        content.names().forEach(this::hint);
        tellListeners();
    }

    private void tellListeners() {
        List<RosterView> news = List.copyOf(changed);
        changed.clear();
        news.forEach(roster -> listeners.forEach(listener -> tell(listener, roster)));
    }

    private static void tell(Listener listener, RosterView roster) {
        try {
            listener.changed(roster);
        } catch (RuntimeException e) { // a bug; the others must hear of it all the same
            LOG.error("{}: somebody failed who was told of a change", roster.cicServer(), e);
        }
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
            return;
        }
        RosterView roster = rosters.get(cicServer);
        if (roster == null) {
            roster = loading.computeIfAbsent(cicServer, name -> new RosterView(name, delta.header()));
        }
        apply(roster, delta);
        tellListeners();
    }

    @Override
    public boolean accept(RosterChange change) {
        RosterView roster = rosters.get(change.header().cicServer());
        if (roster == null || roster.isBeingReplaced()) {
            return false;
        }
        if (roster.isPast(change.header())) {
            return true;
        }
        Position shown = roster.shown();
        if (shown.sequence() < shown.end() || !change.continues(shown)) {
            return false;
        }
        List<Row> rows = change.base() == shown.sequence()
                ? change.rows()
                : change.rows().stream()
                        .filter(row -> row.sequence() > shown.sequence())
                        .toList();
        apply(roster, new RosterDelta(change.header(), rows, change.header().end(), false, false));
        return true;
    }

    @Override
    public @Nullable OfferRoster lost(String cicServer, @Nullable RosterDelta delta) {
        RosterView roster = rosters.get(cicServer);
        boolean nothingLost = delta != null
                && (!delta.whole() || roster == null || delta.header().hasPassed(roster.shown()));
        if (roster == null || nothingLost) {
            return null;
        }
        return OfferRoster.of(roster.header(), roster.shown(), roster.rows().after(0, Integer.MAX_VALUE));
    }

    private void apply(RosterView roster, RosterDelta delta) {
        boolean news = roster.apply(delta, () -> unindex(roster), row -> index(roster, row));
        if (roster.isShown() && loading.remove(roster.cicServer()) != null) {
            rosters.put(roster.cicServer(), roster);
        }
        if (!delta.more()) {
            read(roster.cicServer());
        }
        if (news) {
            changed.add(roster);
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
