package org.statusaggregator.core.status;

/**
 * What a row's body says, as far as the rules care. Its ordinal is stored and travels between nodes: append only.
 */
public enum Facts {
    /** The user is gone. */
    REMOVED(false, false, false),
    /** Logged off; the key, if any, is persistent. */
    OFF(false, false, false),
    /** Logged off with a non-persistent key. */
    OFF_TRANSIENT(false, false, true),
    /** Logged off and on the phone. */
    OFF_PHONE(false, true, false),
    /** Logged off and on the phone with a non-persistent key. */
    OFF_PHONE_TRANSIENT(false, true, true),
    /** Logged on; the key, if any, is persistent. */
    ON(true, false, false),
    /** Logged on with a non-persistent key. */
    ON_TRANSIENT(true, false, true),
    /** Logged on and on the phone. */
    ON_PHONE(true, true, false),
    /** Logged on and on the phone with a non-persistent key. */
    ON_PHONE_TRANSIENT(true, true, true);

    private static final Facts[] VALUES = values();

    private final boolean loggedOn;
    private final boolean onPhone;
    private final boolean transientKey;

    Facts(boolean loggedOn, boolean onPhone, boolean transientKey) {
        this.loggedOn = loggedOn;
        this.onPhone = onPhone;
        this.transientKey = transientKey;
    }

    /** The facts of a user who exists. */
    public static Facts of(boolean loggedOn, boolean onPhone, boolean transientKey) {
        return VALUES[1 + (loggedOn ? 4 : 0) + (onPhone ? 2 : 0) + (transientKey ? 1 : 0)];
    }

    /** The constant with this ordinal. */
    public static Facts of(int ordinal) {
        return VALUES[ordinal];
    }

    /** Whether the user is logged on at a CIC server. */
    public boolean loggedOn() {
        return loggedOn;
    }

    /** Whether the user has an active interaction. */
    public boolean onPhone() {
        return onPhone;
    }

    /** Whether there is a status key and it does not outlive a logoff. */
    public boolean transientKey() {
        return transientKey;
    }

    /** After a logoff. */
    Facts loggedOff() {
        return OFF;
    }

    /** Without the non-persistent key. */
    Facts withoutTransientKey() {
        return of(loggedOn, onPhone, false);
    }
}
