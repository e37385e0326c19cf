package org.statusaggregator.core.client;

/**
 * Learns what a client is doing. Every method is called on the client's thread, one at a time: return quickly, never block. All of them may be
 * left out.
 */
public interface ClientListener {
    /** Listens to nothing. */
    ClientListener NONE = new ClientListener() {};

    /**
     * The connection changed its state.
     *
     * @param host the host that is used, or the next one to be tried
     * @param reason why, for people
     */
    default void onConnectionState(ConnectionState state, Host host, String reason) {}

    /** The publishing session changed its state, for this reason. {@link SessionState#FENCED} is final and not mended by the client. */
    default void onSessionState(SessionState state, String reason) {}

    /** The watch changed its state, for this reason. */
    default void onWatchState(WatchState state, String reason) {}

    /** A batch was confirmed. */
    default void onAcknowledged(Acknowledgement batch) {}

    /** A status was refused; comes before the confirmation of its batch. */
    default void onRefused(RefusedStatus refused) {}
}
