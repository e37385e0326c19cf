package org.statusaggregator.core.directory.replica;

/** How a list's last poll ended. The order of the constants is stored and travels between nodes: append only. */
public enum PollOutcome {
    /** The list has never been polled. */
    NEVER,
    /** The directory was read, and nothing is different. */
    UNCHANGED,
    /** The directory was read, and what is different was taken over. */
    CHANGED,
    /** The directory could not be read to its end; the list is as it was. */
    FAILED,
    /** The directory was read, but the list would become so much smaller that somebody has to confirm it; the list is as it was. */
    HELD_BACK;

    private static final PollOutcome[] VALUES = values();

    /** The constant with this ordinal. */
    public static PollOutcome of(int ordinal) {
        return VALUES[ordinal];
    }
}
