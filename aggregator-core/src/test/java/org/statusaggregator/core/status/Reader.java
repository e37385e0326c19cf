package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Somebody who follows a roster as a view or a watcher does: it keeps the rows that it is given, and drops all at a whole. */
final class Reader {
    private static final int TOO_MANY_PORTIONS = 100_000;

    private final Predicate<String> emails;
    private final TreeMap<String, Row> rows = new TreeMap<>();
    /** The greatest version of each user, and of each user's address, that it was given. */
    private final Map<String, Version> greatest = new HashMap<>();
    /** How often a user's row was given in an older version than before. */
    private int stepsBack;

    private Position position = Position.START;
    private boolean caughtUp;
    /** What a view keeps: the header, the rows with the removals, and up to where removals were forgotten. */
    private @Nullable RosterHeader header;

    private RowLog log = new RowLog();
    private long forgotten;

    /** One that follows everybody. */
    Reader() {
        this(email -> true);
    }

    /** One that follows some addresses: rows of others pass it by. */
    Reader(Predicate<String> emails) {
        this.emails = emails;
    }

    /** Reads one portion. */
    void read(Roster roster, int limit) {
        RosterDelta delta = roster.after(position, limit);
        if (delta.whole()) {
            rows.clear();
            log = new RowLog();
            forgotten = 0;
        }
        delta.rows().forEach(log::put);
        forgotten = Math.max(forgotten, delta.header().prunedThrough());
        log.pruneRemovals(forgotten);
        header = delta.header().forgetting(forgotten);
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
        if (!emails.test(row.email())) {
            return;
        }
        compare(row.userId() + " " + row.email(), row);
        if (!row.isRemoved()) {
            compare(row.userId(), row);
        }
        if (!row.isRemoved()) {
            rows.put(row.userId(), row);
            return;
        }
        Row held = rows.get(row.userId());
        if (held != null && held.email().equals(row.email())) {
            rows.remove(row.userId());
        }
    }

    /** A removal is older news than a row of the same user under another address: both are compared with their own kind. */
    private void compare(String key, Row row) {
        Version before = greatest.getOrDefault(key, Version.NONE);
        if (before.isAfter(row.version())) {
            stepsBack++;
        }
        greatest.put(key, row.version());
    }

    /** What it would give back to a roster that has not passed the state that it has read; null = nothing. */
    @Nullable OfferRoster offerTo(Roster roster) {
        return header == null || roster.header().hasPassed(position)
                ? null
                : OfferRoster.of(header, position, log.after(0, Integer.MAX_VALUE));
    }

    boolean isCaughtUp() {
        return caughtUp;
    }

    int stepsBack() {
        return stepsBack;
    }

    void assertHoldsUser(String userId) {
        assertThat(rows).containsKey(userId);
    }

    void assertHoldsUsers(String... userIds) {
        assertThat(rows).containsOnlyKeys(userIds);
    }

    /** It holds exactly the live rows of the roster. */
    void assertHolds(Roster roster) {
        Map<String, Row> live = Replicas.live(roster);
        live.values().removeIf(row -> !emails.test(row.email()));
        assertThat(described(rows)).isEqualTo(described(live));
    }

    private static Map<String, String> described(Map<String, Row> rows) {
        Map<String, String> described = new TreeMap<>();
        rows.forEach((userId, row) -> described.put(userId, TestRows.described(row)));
        return described;
    }
}
