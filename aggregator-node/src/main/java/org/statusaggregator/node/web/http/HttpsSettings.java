package org.statusaggregator.node.web.http;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

/**
 * Where and how to listen.
 *
 * @param address port 0 = any free one
 * @param tls with the own certificate, and the authorities of client certificates
 * @param mostConnections at the same time; more wait
 */
public record HttpsSettings(InetSocketAddress address, SSLContext tls, int mostConnections) {}
