package org.statusaggregator.node.watch;

import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.PeerIdentity;

/**
 * A watch as administrators see it.
 *
 * @param id of the watch
 * @param node that serves it
 * @param peer who watches
 * @param state where it stands
 * @param emails how many addresses it follows; 0 = all
 * @param filter what it asked for
 * @param behind rows between it and the newest state
 * @param delivered rows sent so far
 * @param sinceMillis when it was opened
 */
public record WatchReport(
        String id,
        String node,
        PeerIdentity peer,
        WatcherState state,
        int emails,
        StatusFilter filter,
        long behind,
        long delivered,
        long sinceMillis) {}
