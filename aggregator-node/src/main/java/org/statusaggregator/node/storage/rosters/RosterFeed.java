package org.statusaggregator.node.storage.rosters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;

/**
 * What of the view the disk lacks, handed over in slices: the disk is one more reader at a position in each roster. Only the view's thread touches it.
 */
final class RosterFeed implements StatusView.Listener {
    /** Rows in one handover: bounded work for the view's thread. */
    static final int LIMIT = 2_000;

    private final StatusView view;
    private final Map<String, Position> positions = new HashMap<>();
    /** Rosters that changed since the disk was given all of them, the longest waiting first. */
    private final Set<String> behind = new LinkedHashSet<>();

    RosterFeed(StatusView view) {
        this.view = view;
    }

    @Override
    public void changed(RosterView roster) {
        behind.add(roster.cicServer());
    }

    /** The disk stands here. */
    void restart(Map<String, Position> stored) {
        positions.clear();
        positions.putAll(stored);
        view.rosters().forEach(this::changed);
    }

    /** The next slices, {@link #LIMIT} rows at most; empty = the disk has been given everything. Of these rosters the disk wants everything anew. */
    List<Slice> next(Collection<String> anew) {
        for (String cicServer : anew) {
            positions.remove(cicServer);
            behind.add(cicServer);
        }
        List<Slice> slices = new ArrayList<>();
        int left = LIMIT;
        while (left > 0 && !behind.isEmpty()) {
            String cicServer = behind.iterator().next();
            behind.remove(cicServer);
            RosterView roster = view.roster(cicServer);
            Slice slice = roster == null ? null : slice(roster, left);
            if (slice != null) {
                slices.add(slice);
                left -= Math.max(1, slice.rows().size());
            }
        }
        return slices;
    }

    private @Nullable Slice slice(RosterView roster, int limit) {
        Position held = positions.getOrDefault(roster.cicServer(), Position.START);
        Position shown = roster.shown();
        boolean whole = !roster.header().canContinue(held);
        // what the view has not missed, its copy on the disk has not
        long began = whole ? Math.max(shown.sequence(), shown.began()) : held.began();
        List<Row> rows = roster.rows().after(whole ? 0 : held.sequence(), limit);
        boolean more = rows.size() == limit;
        long through = more ? rows.get(limit - 1).sequence() : shown.sequence();
        Position next = new Position(shown.branch(), through, shown.end(), began);
        if (next.equals(held)) {
            return null; // a call that only renewed the lease
        }
        positions.put(roster.cicServer(), next);
        if (more) {
            behind.add(roster.cicServer());
        }
        int size = roster.rows().users() + roster.rows().removals();
        return new Slice(roster.header(), rows, next, whole, more, size);
    }
}
