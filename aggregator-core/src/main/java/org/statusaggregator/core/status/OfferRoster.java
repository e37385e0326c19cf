package org.statusaggregator.core.status;

import org.jspecify.annotations.Nullable;

/**
 * A node offers the roster that it still knows, because the map lost it. Installed only if nothing is held, or what is held loses against it.
 *
 * @param offered the whole roster
 */
public record OfferRoster(RosterChange offered) implements RosterRequest {
    @Override
    public Decision decide(@Nullable Roster roster, RowBodies bodies) {
        if (roster == null) {
            return Decision.done(offered);
        }
        if (isPast(offered.header(), roster.header())) {
            return Decision.refused(Refusal.OVERTAKEN, roster.header());
        }
        Roster other = Roster.of(offered);
        Roster merged = RosterMerge.merge(roster, other);
        if (merged == roster) {
            return Decision.refused(Refusal.OVERTAKEN, roster.header());
        }
        return Decision.done(merged.whole());
    }

    /** What is held has grown out of what is offered: a session that has ended since must not come back. */
    private static boolean isPast(RosterHeader offered, RosterHeader held) {
        return held.canContinue(offered.end()) && !held.end().equals(offered.end());
    }
}
