package org.statusaggregator.cli.simulate;

/** What happens to a publishing session. Called on the client's thread: return quickly. */
interface PublisherEvents {
    /** Why a session is over for good. */
    enum End {
        /** Another publisher with the same certificate name took over. */
        TAKEN_OVER,
        /** The cluster does not accept this publisher. */
        REFUSED
    }

    /** The session is served by this host now. */
    void connected(String host);

    /** The host does not serve any more, or did not answer; the next one is tried. */
    void disconnected(String reason);

    /** No host answers; they are tried again after a while. */
    void unreachable(String reason);

    /** So many statuses and removals are safe on so many nodes. */
    void confirmed(int changes, int copies);

    /** The cluster refused a status. */
    void refused(String userId, String reason);

    /** The session is over, and not by our wish. */
    void ended(End end, String reason);

    /**
     * The session is over, by our wish.
     *
     * @param how whether the cluster was told, for people
     */
    void closed(String how);
}
