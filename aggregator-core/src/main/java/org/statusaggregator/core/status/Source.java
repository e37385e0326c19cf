package org.statusaggregator.core.status;

/** Who says that a row is so. The order of the constants is stored and travels between nodes: append only. */
public enum Source {
    /** The CIC server published it. */
    REPORTED,
    /** The CIC server was silent for its lease time, or closed its session: its users were logged off by the cluster. */
    LEASE_EXPIRED,
    /** Read back from disk after a full stop; the CIC server has not opened a session since. */
    RESTORED;

    private static final Source[] VALUES = values();

    /** The constant with this ordinal. */
    public static Source of(int ordinal) {
        return VALUES[ordinal];
    }
}
