package org.statusaggregator.node.web.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import org.statusaggregator.core.tls.RefusedPeerException;

/**
 * Where and how to listen.
 *
 * @param address port 0 = any free one
 * @param tls with the own certificate, and the authorities of client certificates
 * @param mostConnections at the same time; more wait
 * @param refused given from where a peer came whose certificate was refused, and why
 */
public record HttpsSettings(
        InetSocketAddress address,
        SSLContext tls,
        int mostConnections,
        BiConsumer<SocketAddress, RefusedPeerException> refused) {}
