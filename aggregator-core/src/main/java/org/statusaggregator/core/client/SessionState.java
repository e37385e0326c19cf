package org.statusaggregator.core.client;

/** What a publishing session is doing. */
public enum SessionState {
    /** The cluster is asked for a session. */
    OPENING,
    /** Another publisher of this CIC server is live; the cluster is asked again until that one ends. */
    HELD,
    /** The cluster refuses this publisher until somebody mends something; it is asked again, slowly. */
    REFUSED,
    /** The session is open; the cluster has not confirmed the full snapshot yet, or the application has not given it. */
    SYNCHRONIZING,
    /** The cluster holds everything; changes are published as they come. */
    LIVE,
    /** The application closed the session; what is left is published, then the cluster is told. */
    CLOSING,
    /** Another publisher of this CIC server took over. Final; only the application may decide to open a session again. */
    FENCED,
    /** The session was closed by the application. Final. */
    CLOSED;

    /** Whether nothing follows. */
    public boolean isFinal() {
        return this == FENCED || this == CLOSED;
    }
}
