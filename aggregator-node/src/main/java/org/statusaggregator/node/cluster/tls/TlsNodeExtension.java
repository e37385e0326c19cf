package org.statusaggregator.node.cluster.tls;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.server.ServerContext;
import java.util.function.Function;

/** The Community member's extension with pipelines that speak TLS. */
final class TlsNodeExtension extends DefaultNodeExtension {
    private final TlsLinks links;

    TlsNodeExtension(Node node, TlsLinks links) {
        super(node);
        this.links = links;
    }

    @Override
    public Function<EndpointQualifier, ChannelInitializer> createChannelInitializerFn(ServerContext context) {
        Function<EndpointQualifier, ChannelInitializer> plain = super.createChannelInitializerFn(context);
        return plain.andThen(initializer -> channel -> links.open(channel, initializer));
    }

    @Override
    public void shutdown() {
        links.sayGoodbye();
        super.shutdown();
    }

    @Override
    public void afterShutdown() {
        super.afterShutdown();
        links.close();
    }
}
