package org.statusaggregator.core.status;

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

    private Roster(RosterHeader header) {
        this.header = header;
    }

    /** A roster after its first change. */
    public static Roster of(RosterChange first) {
        Roster roster = new Roster(first.header());
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

    /** Installs the change into this roster. */
    public void install(RosterChange change) {
        switch (change.kind()) {
            case ADD -> {}
            case BEGIN_SNAPSHOT -> mentioned.clear();
            case REPLACE -> {
                rows.clear();
                mentioned.clear();
            }
        }
        change.rows().forEach(rows::put);
        long pruned = change.header().prunedThrough();
        if (pruned > header.prunedThrough()) {
            rows.pruneRemovals(pruned);
        }
        header = change.header();
        Session session = header.session();
        if (session == null || !session.batches().snapshot().running()) {
            mentioned.clear();
            return;
        }
        mentioned.addAll(change.mentioned());
        if (change.kind() != RosterChange.Kind.REPLACE) {
            change.rows().forEach(row -> mentioned.add(row.userId()));
        }
    }
}
