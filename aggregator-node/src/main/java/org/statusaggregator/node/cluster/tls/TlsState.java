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
    /** Nothing is read or sent any more but the engine's last words: an alert or close_notify. */
    CLOSING,
    /** The connection is gone. */
    CLOSED
}
