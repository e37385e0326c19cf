package org.statusaggregator.node.cluster.tls;

/** How far a member link is. */
enum TlsState {
    /** Keys and certificates are being exchanged; no plaintext passes in either direction. */
    HANDSHAKING,
    /** Still the handshake, but the handshake thread is computing (signatures, certificate paths): the pipelines leave the engine alone. */
    COMPUTING,
    /** The peer's certificate passed our check: plaintext passes. Whether the peer accepted ours shows only when it says something. */
    VERIFIED,
    /** The peer has said something, so it accepted our certificate too. */
    ESTABLISHED,
    /**
     * Nothing is sent any more but the engine's last words, an alert or close_notify, and what arrives is thrown away until the peer closes: a
     * socket closed with unread input resets the connection, and the peer would not read why.
     */
    CLOSING,
    /** The connection is gone. */
    CLOSED
}
