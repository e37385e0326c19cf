package org.statusaggregator.node.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.StatusFilter;

/**
 * A part of all rows, by CIC server and then by their last change. A row that changes while the pages are read may come twice, the newer one last; none is left out.
 *
 * @param rows in order
 * @param next where the next part begins; null = this is the last one
 */
public record RowPage(List<StatusView.Found> rows, @Nullable Place next) {
    /**
     * A place between rows.
     *
     * @param cicServer whose rows
     * @param sequence after this one
     */
    public record Place(String cicServer, long sequence) {
        /** Before all. */
        public static final Place START = new Place("", 0);

        /**
         * The place that the token names; "" = before all.
         *
         * @throws IllegalArgumentException if it is no token of ours
         */
        public static Place parse(String token) {
            if (token.isEmpty()) {
                return START;
            }
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int bar = text.indexOf('|');
            if (bar < 0) {
                throw new IllegalArgumentException("no token");
            }
            return new Place(text.substring(bar + 1), Long.parseLong(text.substring(0, bar)));
        }

        /** For the client. */
        public String token() {
            byte[] text = (sequence + "|" + cicServer).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
        }
    }

    /**
     * The rows after a place. On the view's thread.
     *
     * @param emails which addresses, beside the filter
     * @param size at most so many
     */
    public static RowPage read(StatusView view, StatusFilter filter, Predicate<String> emails, Place from, int size) {
        List<StatusView.Found> found = new ArrayList<>();
        for (RosterView roster : view.rosters()) {
            int order = roster.cicServer().compareTo(from.cicServer());
            if (order < 0 || !filter.matchesCicServer(roster.cicServer())) {
                continue;
            }
            long after = order == 0 ? from.sequence() : 0;
            for (Row row : roster.rows().after(after, Integer.MAX_VALUE)) {
                if (row.isRemoved() || !filter.matchesEmail(row.email()) || !emails.test(row.email())) {
                    continue;
                }
                found.add(new StatusView.Found(roster, row));
                if (found.size() == size) {
                    return new RowPage(found, new Place(roster.cicServer(), row.sequence()));
                }
            }
        }
        return new RowPage(found, null);
    }
}
