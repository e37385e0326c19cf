package org.statusaggregator.node.contacts;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question about the contacts of a list.
 *
 * @param filters all of them must match
 * @param order what they are sorted by
 * @param descending the other way round
 * @param presence with a status, without, or both
 * @param page which part of the answer
 */
public record ContactQuery(List<TextFilter> filters, Column order, boolean descending, Presence presence, Page page) {
    /** Whether a contact must have a status. */
    public enum Presence {
        ANY,
        WITH,
        WITHOUT
    }

    /**
     * A part of an answer.
     *
     * @param after begins after this place; null = at the first one
     * @param skip and leaves out so many
     * @param limit at most so many
     */
    public record Page(@Nullable Place after, int skip, int limit) {}

    /**
     * A place in the order of an answer.
     *
     * @param key what the contact is sorted by
     * @param id of the contact
     */
    public record Place(String key, String id) {
        /**
         * The place that a token names.
         *
         * @throws IllegalArgumentException if it is no token of ours
         */
        public static Place parse(String token) {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int bar = text.indexOf('|') + 1;
            int length = bar == 0 ? -1 : Integer.parseInt(text.substring(0, bar - 1));
            if (length < 0 || length > text.length() - bar) {
                throw new IllegalArgumentException("no token");
            }
            return new Place(text.substring(bar + length), text.substring(bar, bar + length));
        }

        /** For the client. */
        public String token() {
            String text = id.length() + "|" + id + key;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Copies the filters. */
    public ContactQuery {
        filters = List.copyOf(filters);
    }

    /** Whether the statuses of all contacts are needed to answer it. */
    boolean needsStatuses() {
        return presence != Presence.ANY
                || order.isOfStatus()
                || filters.stream().anyMatch(filter -> filter.column().isOfStatus());
    }
}
