package org.statusaggregator.cli.connection;

import io.grpc.ManagedChannel;
import java.nio.file.Path;

/** How commands reach aggregator nodes. */
public interface Connector {
    /**
     * Opens a channel to one node; nothing is sent before the first call.
     *
     * @param certificates the certificate folder that proves who calls
     * @return a channel that the caller shuts down
     * @throws org.statusaggregator.cli.environment.CommandFailure if the folder is not what it should be
     */
    ManagedChannel open(Host host, Path certificates);
}
