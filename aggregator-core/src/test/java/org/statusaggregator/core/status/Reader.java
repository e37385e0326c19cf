package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/** Somebody who follows a roster as a view or a watcher does: it keeps the rows that it is given, and drops all at a whole. */
final class Reader {
    private static final int TOO_MANY_PORTIONS = 100_000;

    private final TreeMap<String, Row> rows = new TreeMap<>();
    private Position position = Position.START;
    private boolean caughtUp;

    /** Reads one portion. */
    void read(Roster roster, int limit) {
        RosterDelta delta = roster.after(position, limit);
        if (delta.whole()) {
            rows.clear();
        }
        delta.rows().forEach(this::take);
        position = delta.next();
        caughtUp = !delta.more();
    }

    /** Reads until nothing is left. Answers the number of portions. */
    int readAll(Roster roster, int limit) {
        int portions = 0;
        do {
            read(roster, limit);
            portions++;
            assertThat(portions).as("portions").isLessThan(TOO_MANY_PORTIONS);
        } while (!caughtUp);
        return portions;
    }

    private void take(Row row) {
        if (!row.isRemoved()) {
            rows.put(row.userId(), row);
            return;
        }
        Row held = rows.get(row.userId());
        if (held != null && held.email().equals(row.email())) {
            rows.remove(row.userId());
        }
    }

    Position position() {
        return position;
    }

    void assertHoldsUser(String userId) {
        assertThat(rows).containsKey(userId);
    }

    void assertHoldsUsers(String... userIds) {
        assertThat(rows).containsOnlyKeys(userIds);
    }

    /** It holds exactly the live rows of the roster. */
    void assertHolds(Roster roster) {
        assertThat(described(rows)).isEqualTo(described(Replicas.live(roster)));
    }

    private static Map<String, String> described(Map<String, Row> rows) {
        Map<String, String> described = new TreeMap<>();
        rows.forEach((userId, row) -> described.put(userId, TestRows.described(row)));
        return described;
    }
}
