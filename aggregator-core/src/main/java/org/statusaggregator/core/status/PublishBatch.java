package org.statusaggregator.core.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch of changes of one session: one atomic step, in order, each change with the next sequence.
 *
 * @param sessionId the session
 * @param node the node it came through; it becomes the home
 * @param number of the batch
 * @param part its place in a full snapshot
 * @param rows the changes in order, unversioned; a removal needs only the user id
 */
public record PublishBatch(String sessionId, String node, long number, Part part, List<Row> rows)
        implements RosterRequest {
    /** A batch's place in a full snapshot. The order of the constants travels between nodes: append only. */
    public enum Part {
        /** None, or somewhere in the middle. */
        NONE,
        /** The first of several. */
        FIRST,
        /** The last of several. */
        LAST,
        /** The whole snapshot. */
        ONLY;

        private static final Part[] VALUES = values();

        /** The constant with this ordinal. */
        public static Part of(int ordinal) {
            return VALUES[ordinal];
        }

        /** The part that these two marks mean. */
        public static Part of(boolean first, boolean last) {
            return first ? (last ? ONLY : FIRST) : (last ? LAST : NONE);
        }

        boolean begins() {
            return this == FIRST || this == ONLY;
        }

        boolean ends() {
            return this == LAST || this == ONLY;
        }
    }

    @Override
    public Decision decide(@Nullable Roster roster, RowBodies bodies) {
        if (roster == null) {
            return Decision.refused(Refusal.SESSION_LOST, null);
        }
        RosterHeader held = roster.header();
        Session session = held.session();
        if (session == null || !held.isLive(sessionId)) {
            return Decision.refused(held.whyNotLive(sessionId), held);
        }
        if (!session.canGoOn()) {
            return Decision.refused(Refusal.SESSION_LOST, held);
        }
        long last = session.batches().last();
        if (number < 1 || (number != last && number != last + 1)) {
            return Decision.refused(Refusal.BATCH_OUT_OF_ORDER, held);
        }
        if (number == last) {
            return repeated(roster, session);
        }
        return Decision.done(new BatchApplication(this, roster, session, bodies).change());
    }

    /** The batch is there already; its backup may not be, so its rows travel once more, and whom the running snapshot has named. */
    private Decision repeated(Roster roster, Session session) {
        RosterHeader header = roster.header().withSession(session.calledThrough(node));
        List<Row> rows = roster.rows().after(session.batches().before(), Integer.MAX_VALUE);
        if (!session.batches().snapshot().running()) {
            return Decision.done(RosterChange.of(header, rows));
        }
        return Decision.done(new RosterChange(header, rows, roster.mentioned(), RosterChange.Kind.BEGIN_SNAPSHOT));
    }
}
