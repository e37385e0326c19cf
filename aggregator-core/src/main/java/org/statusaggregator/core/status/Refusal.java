package org.statusaggregator.core.status;

/** Why a roster refused a request. The names are the wire's error reasons. */
public enum Refusal {
    /** Another session is live, and the request would wait for it. */
    SESSION_HELD,
    /** Another publisher with the same name opened a session after this one. */
    SESSION_TAKEN_OVER,
    /** The session expired, was closed, or lost after a network split. */
    SESSION_LOST,
    /** The batch's number is neither the last one nor the next. */
    BATCH_OUT_OF_ORDER,
    /** What the request was about has changed meanwhile; nothing to do. */
    OVERTAKEN;

    private static final Refusal[] VALUES = values();

    /** The constant with this ordinal. */
    public static Refusal of(int ordinal) {
        return VALUES[ordinal];
    }
}
