package org.statusaggregator.cli.connection;

import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
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
        return with(certificates, keys -> Channels.open(host, keys));
    }

    @Override
    public Following follow(ServerList hosts, Path certificates, StatusFilter filter, WatchListener listener) {
        AggregatorClient client = with(certificates, keys -> AggregatorClient.builder(hosts, keys)
                .clientName("aggregator-cli")
                .build());
        client.watch(new WatchOptions(filter, true), listener);
        return client::close;
    }

    private <T> T with(Path certificates, Function<KeyMaterial, T> use) {
        KeyMaterial keys = CertificateFolder.read(certificates, clock);
        try {
            return use.apply(keys);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, certificates + ": " + e.getMessage(), e);
        }
    }
}
