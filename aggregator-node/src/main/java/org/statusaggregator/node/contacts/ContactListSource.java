package org.statusaggregator.node.contacts;

import java.util.List;
import org.statusaggregator.core.directory.AttributeMapping;
import org.statusaggregator.core.directory.PollSchedule;

/**
 * A contact list as it is configured, as in the reference's contact list sources.
 *
 * @param name identifies it
 * @param label what people see
 * @param audience who sees it
 * @param hasStatus whether its contacts are shown with their statuses
 * @param source where its contacts come from
 * @param search which of them
 * @param mapping how entries become contacts
 * @param schedule when it is polled
 * @param mostShrinkPercent a poll that makes it smaller by more than this share is held back; 100 = none is
 */
public record ContactListSource(
        String name,
        String label,
        Audience audience,
        boolean hasStatus,
        DataSource source,
        Search search,
        AttributeMapping mapping,
        PollSchedule schedule,
        int mostShrinkPercent) {
    /**
     * Who sees a list.
     *
     * @param everybody whether it is public
     * @param groups if it is not: distinguished names of the groups whose members see it
     */
    public record Audience(boolean everybody, List<String> groups) {
        /** Copies the groups. */
        public Audience {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Which entries of a directory server.
     *
     * @param dn below this one
     * @param filter that match this one (RFC 4515)
     * @param scope how far below
     */
    public record Search(String dn, String filter, Scope scope) {}

    /** How far a search goes. */
    public enum Scope {
        BASE,
        ONE,
        SUB
    }
}
