package org.statusaggregator.node.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The page's port as configured.
 *
 * @param address local address
 * @param port 0 = any free one
 * @param advertisedHost "host" or "host:port" as browsers reach this node
 * @param sharedHost the same for a name that leads to any node; "" = there is none
 * @param certificates folder with a certificate of its own; null = the node's
 * @param httpsOnly whether browsers are told to use nothing but HTTPS with this host
 * @param sessionTime how long people stay signed in
 * @param mostStreams open at the same time
 * @param mostStreamsOfOne of these, of one person
 */
public record WebConfig(
        String address,
        int port,
        String advertisedHost,
        String sharedHost,
        @Nullable Path certificates,
        boolean httpsOnly,
        Duration sessionTime,
        int mostStreams,
        int mostStreamsOfOne) {}
