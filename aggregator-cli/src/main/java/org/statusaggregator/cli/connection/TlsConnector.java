package org.statusaggregator.cli.connection;

import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Clock;

/** Reaches nodes over mutual TLS. */
public final class TlsConnector implements Connector {
    private final Clock clock;

    /**
     * A connector that reads certificates when they are needed.
     *
     * @param clock tells whether a certificate is out of date
     */
    public TlsConnector(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ManagedChannel open(Host host, Path certificates) {
        throw new UnsupportedOperationException(
                CertificateFolder.read(certificates, clock).toString());
    }
}
