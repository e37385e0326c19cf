package org.statusaggregator.cli.torture;

import org.statusaggregator.core.status.Status;

/**
 * What a reader should see of a user.
 *
 * @param key the status key's text
 * @param detail what tells this state of the user from all others
 * @param persistent whether the key outlives a logoff
 * @param logonServer where the user is logged on; "" = nowhere
 */
record Value(String key, String detail, boolean persistent, String logonServer) {
    /** The user is not there. */
    static final Value GONE = new Value("(gone)", "", false, "");

    static Value of(Status status) {
        return new Value(
                status.key().text(), status.key().detail(), status.key().persistent(), status.logonServer());
    }

    static Value of(org.statusaggregator.v1.Status row) {
        return new Value(row.getStatusKey(), row.getDetail(), row.getPersistent(), row.getLogonServer());
    }

    /** What is left when the lease of the user's CIC server has ended: persistent keys stay, others are cleared, and nobody is logged on. */
    Value ended() {
        if (equals(GONE)) {
            return GONE;
        }
        return persistent ? new Value(key, detail, true, "") : new Value("", "", false, "");
    }

    boolean isLoggedOn() {
        return !logonServer.isEmpty();
    }

    @Override
    public String toString() {
        return equals(GONE) ? key : "\"" + key + "\" " + detail + (isLoggedOn() ? " on " + logonServer : " off");
    }
}
