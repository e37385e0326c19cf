package org.statusaggregator.core.directory.replica;

import java.util.List;
import org.statusaggregator.core.directory.Contact;

/**
 * What a decision did to a list. Installing it needs no further decision.
 *
 * @param kind what happens to the staged difference
 * @param header after the change
 * @param part with {@link Kind#STAGE} and {@link Kind#COMMIT}: what the staged difference is or gets
 */
public record ListChange(Kind kind, ListHeader header, Part part) {
    /** The order of the constants travels between nodes: append only. */
    public enum Kind {
        /** Nothing: only the header changes. */
        HEADER,
        /** The part is added; with {@code before} 0 it begins anew. */
        STAGE,
        /** It becomes part of the list, if it is what {@code before} and {@code fingerprint} say. A copy for which it is not knows that it is wrong, and is dropped. */
        COMMIT,
        /** It is forgotten. */
        CLEAR;

        private static final Kind[] VALUES = values();

        /** The constant with this ordinal. */
        public static Kind of(int ordinal) {
            return VALUES[ordinal];
        }
    }

    /**
     * A part of a difference.
     *
     * @param pollId whose
     * @param before how much is staged already
     * @param fingerprint of what is staged already
     * @param put contacts that are new or changed
     * @param removed ids of those that are gone
     */
    public record Part(String pollId, int before, long fingerprint, List<Contact> put, List<String> removed) {
        /** Nothing. */
        public static final Part NONE = new Part("", 0, 0, List.of(), List.of());

        /** How much it adds. */
        public int size() {
            return put.size() + removed.size();
        }
    }

    static ListChange header(ListHeader header) {
        return new ListChange(Kind.HEADER, header, Part.NONE);
    }
}
