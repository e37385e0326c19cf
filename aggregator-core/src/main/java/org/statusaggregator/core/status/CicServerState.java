package org.statusaggregator.core.status;

/** What is known of a CIC server's connection to the aggregator. */
public enum CicServerState {
    /** A session is open and its first full snapshot has not ended. */
    SYNCHRONIZING,
    /** A session is open and its rows are complete. */
    LIVE,
    /** A session is open, but its connection broke: rows are the last known. */
    STALE,
    /** No session: the lease ran out or the session was closed. All its users are shown logged off. */
    EXPIRED
}
