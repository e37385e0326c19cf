package org.statusaggregator.node.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.view.RosterView;

/**
 * Which watches follow which addresses, so that a row is looked up once and costs only those who want it, however many others watch other addresses. Only the view's
 * thread touches it.
 */
final class Followers {
    /** New rows that are looked up at a time; beyond them each watch looks for itself. */
    private static final int MOST = 8 * Watcher.BATCH;

    private final Map<String, List<Watcher>> byEmail = new HashMap<>();
    /** Through which sequence the rows of each roster have been looked up. */
    private final Map<RosterView, Long> through = new HashMap<>();

    /**
     * Which of a roster's new rows are wanted by whom.
     *
     * @param after the sequence after which they came
     * @param rows in version order, of the watches that want some
     */
    record News(RosterView roster, long after, Map<Watcher, List<Row>> rows) {
        /** Whether it is about what this cursor's watch has not been sent. */
        boolean continues(Cursor cursor) {
            return cursor.roster == roster && cursor.position.sequence() == after;
        }

        List<Row> of(Watcher watcher) {
            return rows.getOrDefault(watcher, List.of());
        }
    }

    void add(Watcher watcher, Collection<String> emails) {
        emails.forEach(email ->
                byEmail.computeIfAbsent(email, key -> new ArrayList<>(1)).add(watcher));
    }

    void remove(Watcher watcher, Collection<String> emails) {
        for (String email : emails) {
            byEmail.computeIfPresent(email, (key, watchers) -> {
                watchers.remove(watcher);
                return watchers.isEmpty() ? null : watchers;
            });
        }
    }

    /** What is new in the roster since the last time. Without followers, or with too much that is new, it says nothing about anything. */
    News news(RosterView roster) {
        long end = roster.end();
        Long after = through.put(roster, end);
        if (byEmail.isEmpty() || after == null || after >= end) {
            return new News(roster, -1, Map.of());
        }
        List<Row> rows = roster.rows().after(after, MOST);
        if (rows.size() == MOST) {
            return new News(roster, -1, Map.of());
        }
        Map<Watcher, List<Row>> wanted = new HashMap<>();
        for (Row row : rows) {
            for (Watcher watcher : byEmail.getOrDefault(row.email(), List.of())) {
                wanted.computeIfAbsent(watcher, key -> new ArrayList<>()).add(row);
            }
        }
        return new News(roster, after, wanted);
    }
}
