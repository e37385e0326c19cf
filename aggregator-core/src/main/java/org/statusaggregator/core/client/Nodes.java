package org.statusaggregator.core.client;

import io.grpc.ManagedChannel;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;

/** How a client gets to nodes, and whom it takes for one. */
@FunctionalInterface
interface Nodes {
    /**
     * A channel to this host; it connects at the first call.
     *
     * @param shown is told the certificates that the node showed, its own first, each time that the channel has connected
     */
    ManagedChannel open(Host host, Consumer<List<X509Certificate>> shown);

    /**
     * Why a node that is connected may not be talked to any longer; empty if it may.
     *
     * @param shown the certificates that it showed, its own first; empty if none is known
     */
    default String problem(List<X509Certificate> shown) {
        return "";
    }
}
