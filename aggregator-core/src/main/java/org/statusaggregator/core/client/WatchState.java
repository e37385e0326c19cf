package org.statusaggregator.core.client;

/** What a watch is doing. */
public enum WatchState {
    /** A node is asked; what was delivered before still stands, but may be getting old. */
    STARTING,
    /** Rows are coming; some may be missing until the end of the snapshot. */
    SNAPSHOT,
    /** Everything was delivered; changes follow as they happen. */
    FOLLOWING,
    /** The node refuses this watch until somebody mends something; it is asked again, slowly. */
    REFUSED,
    /** Closed by the application. Final. */
    CLOSED
}
