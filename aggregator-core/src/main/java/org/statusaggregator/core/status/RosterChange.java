package org.statusaggregator.core.status;

import java.util.List;
import java.util.Set;

/**
 * What a decision did to a roster, complete: installing it needs no further decision, so owner, backup and view cannot disagree.
 *
 * @param header after the change
 * @param rows the rows that changed, in version order
 * @param mentioned users that the running full snapshot has named so far with this change, beyond those in {@code rows}
 * @param kind how the rows relate to those held
 */
public record RosterChange(RosterHeader header, List<Row> rows, Set<String> mentioned, Kind kind) {
    /** How the rows relate to those held. The order of the constants is stored and travels between nodes: append only. */
    public enum Kind {
        /** They are added to those held. */
        ADD,
        /** They are added, and the running full snapshot has named nobody beyond this change: it begins with it, or is repeated whole. */
        BEGIN_SNAPSHOT,
        /** They replace everything that is held. */
        REPLACE;

        private static final Kind[] VALUES = values();

        /** The constant with this ordinal. */
        public static Kind of(int ordinal) {
            return VALUES[ordinal];
        }
    }

    /** The sequence of the state that the change was decided on: its rows have the sequences that follow. Says nothing for {@link Kind#REPLACE}. */
    public long base() {
        return rows.isEmpty() ? header.sequence() : rows.get(0).sequence() - 1;
    }

    /** Whether whoever has read everything up to this position lacks nothing but this change. */
    public boolean continues(Position end) {
        return kind != Kind.REPLACE && base() <= end.sequence() && header.hasPassed(end);
    }

    static RosterChange of(RosterHeader header, List<Row> rows) {
        return new RosterChange(header, rows, Set.of(), Kind.ADD);
    }
}
