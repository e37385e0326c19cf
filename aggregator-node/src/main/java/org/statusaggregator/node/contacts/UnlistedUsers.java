package org.statusaggregator.node.contacts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;

/** Finds rows whose address is in no contact list with statuses: a directory never shows them. Walks all rows, a slice at a time. */
public final class UnlistedUsers {
    /** Rows that are looked at in one task of the view's thread. */
    private static final int SLICE = 2_000;

    private final StatusView view;
    private final ViewLoop loop;
    private final Predicate<String> isListed;

    UnlistedUsers(StatusView view, ViewLoop loop, Predicate<String> isListed) {
        this.view = view;
        this.loop = loop;
        this.isListed = isListed;
    }

    /**
     * A place in the walk.
     *
     * @param cicServer whose rows
     * @param sequence after this one
     */
    public record Place(String cicServer, long sequence) {
        /** The beginning. */
        public static final Place START = new Place("", 0);
    }

    /**
     * A row that was found.
     *
     * @param cicServer where
     * @param row the row
     */
    public record Unlisted(String cicServer, Row row) {}

    /**
     * Some of them.
     *
     * @param users in the order of the walk
     * @param next where the walk goes on; null = it has ended
     */
    public record Page(List<Unlisted> users, @Nullable Place next) {}

    /** The next ones after this place, at most so many. */
    public CompletionStage<Page> page(Place from, int limit) {
        return walk(from, limit, new ArrayList<>());
    }

    private CompletionStage<Page> walk(Place from, int limit, List<Unlisted> found) {
        return loop.ask(() -> slice(from, limit, found))
                .thenCompose(next -> next.equals(Place.START)
                        ? CompletableFuture.completedStage(new Page(found, null))
                        : found.size() >= limit
                                ? CompletableFuture.completedStage(new Page(found, next))
                                : walk(next, limit, found));
    }

    /** Looks at some rows. Returns where to go on; {@link Place#START} = nowhere. */
    private Place slice(Place from, int limit, List<Unlisted> found) {
        for (RosterView roster : view.rosters()) {
            int order = roster.cicServer().compareTo(from.cicServer());
            if (order < 0) {
                continue;
            }
            long after = order == 0 ? from.sequence() : 0;
            List<Row> rows = roster.rows().after(after, SLICE);
            for (Row row : rows) {
                if (!row.isRemoved() && !isListed.test(row.email())) {
                    found.add(new Unlisted(roster.cicServer(), row));
                    if (found.size() >= limit) {
                        return new Place(roster.cicServer(), row.sequence());
                    }
                }
            }
            if (!rows.isEmpty()) {
                return new Place(roster.cicServer(), rows.get(rows.size() - 1).sequence());
            }
        }
        return Place.START;
    }
}
