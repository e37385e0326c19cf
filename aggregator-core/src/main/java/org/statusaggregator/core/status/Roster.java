package org.statusaggregator.core.status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One CIC server in the cluster: its session and the last status of each of its users. It changes only by installing what a
 * {@link RosterRequest} decided. Not thread-safe: in the map, one partition thread has it.
 */
public final class Roster {
    private RosterHeader header;
    private final RowLog rows = new RowLog();
    /** Users that the running full snapshot has named; empty while none runs. */
    private final Set<String> mentioned = new HashSet<>();
    /** Not 0 once this copy has missed a change: tells its past apart from that of the copies that have not. */
    private long gap;

    private Roster(RosterHeader header) {
        this.header = header;
    }

    /** A roster after its first change. */
    public static Roster of(RosterChange first) {
        boolean whole =
                first.kind() == RosterChange.Kind.REPLACE || first.header().sequence() == 0;
        Roster roster = new Roster(whole ? first.header() : first.header().apart(1));
        roster.install(first);
        return roster;
    }

    /** Everything but the rows. */
    public RosterHeader header() {
        return header;
    }

    /** The rows; to be read only. */
    public RowLog rows() {
        return rows;
    }

    /** Whether the running snapshot has named the user. */
    boolean isMentioned(String userId) {
        return mentioned.contains(userId);
    }

    /** A copy of the users that the running snapshot has named. */
    Set<String> mentioned() {
        return Set.copyOf(mentioned);
    }

    /** The whole roster as one change, which makes an equal one. */
    public RosterChange whole() {
        return new RosterChange(header, rows.after(0, Integer.MAX_VALUE), mentioned(), RosterChange.Kind.REPLACE);
    }

    /**
     * What a reader at this position needs, at most {@code limit} rows of it, at least one.
     */
    public RosterDelta after(Position position, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: at least 1)");
        }
        boolean whole = !header.canContinue(position);
        List<Row> delta = rows.after(whole ? 0 : position.sequence(), limit);
        if (delta.size() < limit) {
            return new RosterDelta(header, delta, header.end(), whole, false);
        }
        long read = delta.get(limit - 1).sequence();
        long began = whole ? header.sequence() : position.began();
        Position next = new Position(header.epoch().branch(), read, header.sequence(), began);
        return new RosterDelta(header, delta, next, whole, true);
    }

    /**
     * Installs the change into this roster, also if this copy has missed another one before: the data grid runs backups across gaps, and repairs them
     * later. Until then this copy must not pass for a whole one, should it become the owner: its past becomes one that nobody has read, so that readers
     * who know more give that back ({@link OfferRoster}), and its session has to be opened anew.
     *
     * @return the change with the rows as they are held from now on
     */
    public RosterChange install(RosterChange change) {
        boolean missed = change.kind() != RosterChange.Kind.REPLACE && !change.continues(header.end());
        if (change.kind() == RosterChange.Kind.REPLACE
                || (missed && !change.header().hasPassed(truePast()))) {
            rows.clear();
        }
        List<Row> held = new ArrayList<>(change.rows().size());
        rows.putAll(change.rows(), (row, knownThere) -> {
            Row newest = rows.newest();
            held.add(newest != null && newest.sequence() == row.sequence() ? newest : row);
        });
        long pruned = change.header().prunedThrough();
        if (pruned > header.prunedThrough()) {
            rows.pruneRemovals(pruned);
        }
        missed |= !name(change);
        gap = missed
                ? Epoch.digest(header.end() + " " + change.base() + " "
                        + change.header().end())
                : 0;
        header = gap == 0 ? change.header() : change.header().apart(gap);
        return new RosterChange(change.header(), held, change.mentioned(), change.kind());
    }

    private Position truePast() {
        return gap == 0 ? header.end() : header.apart(gap).end();
    }

    /** Notes whom the running snapshot has named with the change. Returns whether that is everybody. */
    private boolean name(RosterChange change) {
        Session session = change.header().session();
        boolean running = session != null
                && session.canGoOn()
                && session.batches().snapshot().running();
        if (!running || change.kind() != RosterChange.Kind.ADD) {
            mentioned.clear();
        }
        if (session == null || !running) {
            return true;
        }
        mentioned.addAll(change.mentioned());
        if (change.kind() != RosterChange.Kind.REPLACE) {
            change.rows().forEach(row -> mentioned.add(row.userId()));
        }
        return mentioned.size() == session.batches().named();
    }
}
