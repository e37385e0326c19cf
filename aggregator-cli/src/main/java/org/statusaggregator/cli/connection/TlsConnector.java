package org.statusaggregator.cli.connection;

import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.Channels;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.client.WatchListener;
import org.statusaggregator.core.client.WatchOptions;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;

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
        KeyMaterial keys = CertificateFolder.read(certificates, clock);
        return with(certificates, () -> Channels.open(host, keys));
    }

    @Override
    public Following follow(ServerList hosts, Path certificates, StatusFilter filter, WatchListener listener) {
        KeyRing ring = CertificateFolder.follow(certificates, clock);
        AggregatorClient client = with(certificates, () -> AggregatorClient.builder(hosts, ring)
                .clientName("aggregator-cli")
                .build());
        client.watch(new WatchOptions(filter, true), listener);
        return () -> {
            client.close();
            ring.close();
        };
    }

    private static <T> T with(Path certificates, Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, certificates + ": " + e.getMessage(), e);
        }
    }
}
