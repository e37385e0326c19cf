package org.statusaggregator.node.watch;

import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.PeerIdentity;

/**
 * What somebody wants to watch.
 *
 * @param peer who
 * @param filter what
 * @param token from where; null = from a snapshot
 * @param includeOwn also the rows of the CIC server that watches
 * @param members the addresses in the filter's contact lists
 * @param atMillis when it was asked for, for people
 */
public record WatchRequest(
        PeerIdentity peer,
        StatusFilter filter,
        @Nullable ResumeToken token,
        boolean includeOwn,
        ListMembers members,
        long atMillis) {
    /** A watch without contact lists. */
    public WatchRequest(
            PeerIdentity peer, StatusFilter filter, @Nullable ResumeToken token, boolean includeOwn, long atMillis) {
        this(peer, filter, token, includeOwn, ListMembers.NONE, atMillis);
    }
}
