package org.statusaggregator.core.directory.replica;

/** Why a list refused a request. The order of the constants travels between nodes: append only. */
public enum ListRefusal {
    /** Another poll has begun since. */
    POLL_OVER,
    /** A part does not follow the one before, or the list has changed since the difference was made. */
    OUT_OF_ORDER,
    /** There is no difference that awaits confirmation. */
    NOTHING_HELD_BACK,
    /** The list is held already; what was offered is older. */
    HELD_ALREADY;

    private static final ListRefusal[] VALUES = values();

    /** The constant with this ordinal. */
    public static ListRefusal of(int ordinal) {
        return VALUES[ordinal];
    }
}
