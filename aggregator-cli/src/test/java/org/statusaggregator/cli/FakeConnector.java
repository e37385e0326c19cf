package org.statusaggregator.cli;

import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.client.WatchListener;
import org.statusaggregator.core.status.StatusFilter;

/** Reaches fake nodes in this process; a watch delivers what the test wrote down. */
final class FakeConnector implements Connector {
    /** What a watch delivers. */
    Consumer<WatchListener> story = listener -> {};
    /** The filter of the last watch. */
    @Nullable StatusFilter followed;

    private final UnaryOperator<String> names;

    /** Maps host names to names of in-process servers. */
    FakeConnector(UnaryOperator<String> names) {
        this.names = names;
    }

    @Override
    public ManagedChannel open(Host host, Path certificates) {
        return InProcessChannelBuilder.forName(names.apply(host.name()))
                .directExecutor()
                .build();
    }

    @Override
    public Following follow(ServerList hosts, Path certificates, StatusFilter filter, WatchListener listener) {
        followed = filter;
        Thread teller = new Thread(() -> story.accept(listener), "fake-watch");
        teller.start();
        return () -> {};
    }
}
