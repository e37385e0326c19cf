package org.statusaggregator.core.status;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CIC server opens its session: a new epoch, above every epoch that the roster or the client knows.
 *
 * @param cicServer the logical name
 * @param sessionId new and random
 * @param node the node it is opened through
 * @param terms what the client asks for
 * @param about for people
 */
public record OpenSession(String cicServer, String sessionId, String node, Terms terms, Session.About about)
        implements RosterRequest {
    /**
     * What the client asks for.
     *
     * @param takeOver fence a live session of another publisher; otherwise be refused while there is one
     * @param lastEpoch the epoch of the client's last session; 0 = none
     * @param leaseMillis lease time
     */
    public record Terms(boolean takeOver, long lastEpoch, long leaseMillis) {}

    @Override
    public Decision decide(@Nullable Roster roster, RowBodies bodies) {
        if (roster == null) {
            Epoch first = Epoch.after(null, terms.lastEpoch() + 1, sessionId, 1, Epoch.Cause.OPENED);
            RosterHeader header = new RosterHeader(cicServer, List.of(first), session(), 0, 0);
            return Decision.done(new RosterChange(header, List.of(), Set.of(), RosterChange.Kind.REPLACE));
        }
        RosterHeader held = roster.header();
        if (held.isLive(sessionId)) {
            return Decision.done(RosterChange.of(held, List.of()));
        }
        if (held.knows(sessionId)) {
            return Decision.refused(held.whyNotLive(sessionId), held);
        }
        if (held.session() != null && !terms.takeOver()) {
            return Decision.refused(Refusal.SESSION_HELD, held);
        }
        long number = Math.max(held.epoch().number(), terms.lastEpoch()) + 1;
        RosterHeader opened = held.withSession(session()).in(number, sessionId, Epoch.Cause.OPENED);
        return Decision.done(RosterChange.of(opened, List.of()));
    }

    private Session session() {
        return new Session(
                sessionId,
                new Session.Home(node, true),
                new Session.Lease(1, terms.leaseMillis()),
                new Session.Batches(0, 0, Session.Snapshot.MISSING, 0),
                about);
    }
}
