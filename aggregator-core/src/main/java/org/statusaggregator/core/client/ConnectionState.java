package org.statusaggregator.core.client;

/** What a client's connection is doing. */
public enum ConnectionState {
    /** Nothing was asked for yet. */
    IDLE,
    /** A host was turned to; it has not answered yet. */
    CONNECTING,
    /** The host answers. The client stays until that fails or the node drains. */
    CONNECTED,
    /** Every host failed in turn; the next attempt comes after a wait. */
    BACKING_OFF,
    /** The client was closed. */
    CLOSED
}
