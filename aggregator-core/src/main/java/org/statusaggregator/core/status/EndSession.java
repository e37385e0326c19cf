package org.statusaggregator.core.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session ends: the CIC server's users are logged off, their non-persistent keys cleared, in a new epoch. Every row gets a new version, so that no
 * reader can hold a newer one of what has gone.
 *
 * @param sessionId the session
 * @param leaseCounter the counter that was watched while the lease ran out; {@link #CLOSED} when the CIC server itself closes
 * @param epochId id of the new epoch, new and random
 */
public record EndSession(String sessionId, long leaseCounter, String epochId) implements RosterRequest {
    /** Instead of a lease counter: the CIC server closed the session. */
    public static final long CLOSED = -1;

    @Override
    public Decision decide(@Nullable Roster roster, RowBodies bodies) {
        if (roster == null) {
            return Decision.refused(Refusal.SESSION_LOST, null);
        }
        RosterHeader held = roster.header();
        if (held.epoch().id().equals(epochId)) {
            return new Decision(RosterAnswer.done(held), roster.whole());
        }
        Session session = held.session();
        if (session == null || !held.isLive(sessionId)) {
            return Decision.refused(held.whyNotLive(sessionId), held);
        }
        if (leaseCounter != CLOSED && leaseCounter != session.lease().counter()) {
            return Decision.refused(Refusal.OVERTAKEN, held);
        }
        RosterHeader ended = held.withSession(null).in(held.epoch().number() + 1, epochId, Epoch.Cause.ENDED);
        List<Row> rows = new ArrayList<>(roster.rows().users());
        roster.rows().forEach(row -> {
            if (!row.isRemoved()) {
                rows.add(row.loggedOff(Source.LEASE_EXPIRED, bodies)
                        .stamped(ended.epoch().number(), held.sequence() + rows.size() + 1));
            }
        });
        RosterHeader header = ended.withSequence(held.sequence() + rows.size());
        return Decision.done(new RosterChange(header, rows, Set.of(), RosterChange.Kind.ADD));
    }
}
