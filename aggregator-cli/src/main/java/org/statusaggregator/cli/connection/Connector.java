package org.statusaggregator.cli.connection;

import io.grpc.ManagedChannel;
import java.nio.file.Path;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.client.WatchListener;
import org.statusaggregator.core.status.StatusFilter;

/** How commands reach aggregator nodes, as the holder of a certificate folder. */
public interface Connector {
    /**
     * Opens a channel to one node; nothing is sent before the first call.
     *
     * @param certificates the certificate folder that proves who calls
     * @return a channel that the caller shuts down
     * @throws org.statusaggregator.cli.environment.CommandFailure if the folder is not what it should be
     */
    ManagedChannel open(Host host, Path certificates);

    /**
     * Follows statuses, through whatever happens to nodes.
     *
     * @param certificates the certificate folder that proves who watches
     * @param listener is called on one thread, which is not the caller's
     * @throws org.statusaggregator.cli.environment.CommandFailure if the folder is not what it should be
     */
    Following follow(ServerList hosts, Path certificates, StatusFilter filter, WatchListener listener);

    /** A watch that goes on until it is stopped. */
    @FunctionalInterface
    interface Following {
        /** Ends the watch; the listener may still be called until this returns. */
        void stop();
    }
}
