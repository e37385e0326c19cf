package org.statusaggregator.cli.torture;

/** What the aggregator promises, and the judge looks at. */
enum Promise {
    /** Per user, versions never go backwards on any stream. */
    ORDER("versions never go back on a stream"),
    /** Every watcher ends at the newest state, so no change was skipped for good, and none that was acknowledged is lost. */
    CONVERGENCE("every watcher holds what was acknowledged last"),
    /** An acknowledged update survives the loss of any one node: owner and backup hold the same of every CIC server, and every node shows it. */
    TWO_COPIES("owner and backup hold the same"),
    /** No status is attributed to a CIC server that did not publish it. */
    ATTRIBUTION("a status comes from the CIC server that published it"),
    /** A dead CIC server's users are shown logged off within the lease time + 2 s. */
    NO_GHOSTS("users of a dead CIC server are shown logged off in time"),
    /** A CIC server that comes back within the lease time changes nothing but what changed. */
    NO_FLICKER("a short absence of a CIC server changes no row"),
    /** A full stop of the cluster keeps what was acknowledged more than 1 s before. */
    MEMORY("a full stop keeps persistent statuses"),
    /** Publishers go on, whatever failed. */
    AVAILABILITY("publishers are answered again"),
    /** Nodes find each other again by themselves. */
    REJOIN("nodes rejoin by themselves");

    private final String sentence;

    Promise(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
