package org.statusaggregator.core.client;

import io.grpc.ConnectivityState;
import org.jspecify.annotations.Nullable;

/**
 * Makes links, one of them ahead of time: a connection to the host that comes next, on which nothing is called. When a node dies its clients find the next one without
 * a TLS handshake, which hundreds of them would otherwise begin at the same moment. On the loop only.
 */
final class Links {
    private final Nodes nodes;
    private final Loop loop;
    /** The link that waits for its turn. */
    private @Nullable Link standby;

    Links(Nodes nodes, Loop loop) {
        this.nodes = nodes;
        this.loop = loop;
    }

    /** Sees to it that a connection to this host is there, or being made. Called again and again: a connection that broke is made anew. */
    void prepare(Host host) {
        if (standby == null || !standby.host().equals(host)) {
            discard();
            standby = open(host);
        }
        ConnectivityState unused = standby.channel().getState(true);
    }

    /** A link to this host: the one that was prepared if it can be used, else a new one, which connects at its first call. */
    Link take(Host host) {
        Link prepared = standby;
        if (prepared != null && prepared.host().equals(host) && isGood(prepared)) {
            standby = null;
            return prepared;
        }
        discard();
        return open(host);
    }

    /** Its node may have lost our trust since the handshake. */
    private boolean isGood(Link prepared) {
        return prepared.channel().getState(false) == ConnectivityState.READY
                && nodes.problem(prepared.certificates()).isEmpty();
    }

    /** Nothing is prepared any more. */
    void discard() {
        if (standby != null) {
            standby.channel().shutdownNow();
            standby = null;
        }
    }

    private Link open(Host host) {
        return new Link(host, nodes, loop);
    }
}
