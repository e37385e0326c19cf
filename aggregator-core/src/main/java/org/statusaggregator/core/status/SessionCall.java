package org.statusaggregator.core.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life of a session, or its absence.
 *
 * @param sessionId the session that it is about
 * @param node the node that tells
 * @param kind what is told
 * @param answered the number of the last batch whose answer the CIC server has; a roster that lacks it has lost what it acknowledged; 0 = none, or
 *     not told
 */
public record SessionCall(String sessionId, String node, Kind kind, long answered) implements RosterRequest {
    /** What is told. The order of the constants travels between nodes: append only. */
    public enum Kind {
        /** The CIC server called through this node: renews the lease, and makes this node the home. */
        ALIVE,
        /** The connection to this node broke. Nothing happens if the CIC server has called through another node since. */
        DISCONNECTED;

        private static final Kind[] VALUES = values();

        /** The constant with this ordinal. */
        public static Kind of(int ordinal) {
            return VALUES[ordinal];
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
        return switch (kind) {
            case ALIVE ->
                session.canGoOn() && answered <= session.batches().last()
                        ? changed(held, session.calledThrough(node))
                        : Decision.refused(Refusal.SESSION_LOST, held);
            case DISCONNECTED ->
                session.home().node().equals(node)
                        ? changed(held, session.disconnected())
                        : Decision.refused(Refusal.OVERTAKEN, held);
        };
    }

    private static Decision changed(RosterHeader held, Session session) {
        return Decision.done(RosterChange.of(held.withSession(session), List.of()));
    }
}
