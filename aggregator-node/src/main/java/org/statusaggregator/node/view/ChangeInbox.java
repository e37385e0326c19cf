package org.statusaggregator.node.view;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.node.roster.RosterStore;

/**
 * What the store's threads tell and the view's thread takes. While the view is busy, changes gather here and are taken together, so that under load it
 * looks up and visits less for each; beyond a number of rows they shrink to the names of their rosters, which the view then reads. Thread-safe.
 */
final class ChangeInbox implements RosterStore.Listener {
    /** Rows that may wait. */
    static final int ROWS = 100_000;

    private final Executor loop;
    private final Runnable drain;
    private List<RosterChange> changes = new ArrayList<>();
    private Set<String> names = new LinkedHashSet<>();
    private int rows;
    /** Whether the view's thread has been asked to take what is here. */
    private boolean asked;

    /**
     * An empty inbox.
     *
     * @param drain run on the loop when there is something: takes it by {@link #take}
     */
    ChangeInbox(Executor loop, Runnable drain) {
        this.loop = loop;
        this.drain = drain;
    }

    /**
     * What has gathered.
     *
     * @param changes in the order in which they came
     * @param names of rosters that may have changed beyond that
     */
    record Content(List<RosterChange> changes, Set<String> names) {}

    @Override
    public void changed(RosterChange change) {
        if (add(change)) {
            loop.execute(drain);
        }
    }

    @Override
    public void mayHaveChanged(String cicServer) {
        if (add(cicServer)) {
            loop.execute(drain);
        }
    }

    private synchronized boolean add(RosterChange change) {
        rows += change.rows().size() + 1;
        if (rows <= ROWS) {
            changes.add(change);
        } else {
            names.add(change.header().cicServer());
        }
        return ask();
    }

    private synchronized boolean add(String cicServer) {
        names.add(cicServer);
        return ask();
    }

    private boolean ask() {
        boolean first = !asked;
        asked = true;
        return first;
    }

    /** Takes everything out. */
    synchronized Content take() {
        Content content = new Content(changes, names);
        changes = new ArrayList<>();
        names = new LinkedHashSet<>();
        rows = 0;
        asked = false;
        return content;
    }
}
