package org.statusaggregator.core.status;

import org.jspecify.annotations.Nullable;

/**
 * Something that is to happen to a roster. Deciding reads nothing but the roster and the request (no clock, no random source: what they would
 * give travels in the request), validates before it changes anything, and cannot fail half-way. A repeated request is answered as before.
 */
public sealed interface RosterRequest
        permits OpenSession, PublishBatch, SessionCall, EndSession, OfferRoster, RestoreRoster {
    /**
     * Decides, without changing the roster.
     *
     * @param roster as it is; null = nothing is known of the CIC server
     */
    Decision decide(@Nullable Roster roster, RowBodies bodies);
}
