package org.statusaggregator.core.status;

/** What the rules do to an encoded body. Implemented beside the encoding; pure. */
public interface RowBodies {
    /** The same status, logged off: no logon server, not on the phone, without its key if that is not persistent. */
    byte[] loggedOff(byte[] body);

    /** The same status without its key and the key's data. */
    byte[] withoutKey(byte[] body);
}
