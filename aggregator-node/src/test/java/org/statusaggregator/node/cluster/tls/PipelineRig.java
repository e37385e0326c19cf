package org.statusaggregator.node.cluster.tls;

import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.internal.metrics.ProbeLevel;
import com.hazelcast.internal.metrics.impl.MetricsRegistryImpl;
import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelOption;
import com.hazelcast.internal.networking.nio.NioNetworking;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.util.ConcurrencyDetection;
import com.hazelcast.logging.impl.LoggingServiceImpl;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Hazelcast's own channels and I/O threads with our handlers, but without members: links by the hundred, on real sockets. */
final class PipelineRig implements AutoCloseable {
    private static final int THREADS = 4;
    private static final long CONCURRENCY_WINDOW_MILLIS = 5;

    private final NioNetworking networking;
    private final MetricsRegistryImpl metrics;
    private final ServerSocketChannel acceptor;

    PipelineRig() throws IOException {
        LoggingServiceImpl logging =
                new LoggingServiceImpl("rig", "log4j2", BuildInfoProvider.getBuildInfo(), false, false, null);
        metrics = new MetricsRegistryImpl(logging.getLogger(PipelineRig.class), ProbeLevel.MANDATORY);
        networking = new NioNetworking(new NioNetworking.Context()
                .loggingService(logging)
                .metricsRegistry(metrics)
                .threadNamePrefix("rig")
                .inputThreadCount(THREADS)
                .outputThreadCount(THREADS)
                .errorHandler(PipelineRig::failed)
                .writeThroughEnabled(true)
                .concurrencyDetection(ConcurrencyDetection.createEnabled(CONCURRENCY_WINDOW_MILLIS)));
        networking.restart();
        acceptor = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) acceptor.getLocalAddress();
    }

    int port() throws IOException {
        return address().getPort();
    }

    NioNetworking networking() {
        return networking;
    }

    /** The connecting end; not started. */
    RigEnd connect(TlsLinks links, SocketAddress target, Random random) throws IOException {
        return end(links, SocketChannel.open(target), true, random);
    }

    /** The accepting end of the next connection; not started. */
    RigEnd accept(TlsLinks links, Random random) throws IOException {
        return end(links, acceptor.accept(), false, random);
    }

    @Override
    public void close() throws IOException {
        networking.shutdown();
        metrics.shutdown();
        acceptor.close();
    }

    @SuppressWarnings("unchecked") // The attributes are a raw map.
    private RigEnd end(TlsLinks links, SocketChannel socket, boolean clientMode, Random random) throws IOException {
        RigEnd end = new RigEnd(random);
        Channel channel =
                networking.register(started -> end.link(links.open(started, end::addHandlers)), socket, clientMode);
        // Hazelcast's default for members.
        channel.options().setOption(ChannelOption.SO_LINGER, 0);
        channel.attributeMap().put(RigEnd.class, end);
        channel.attributeMap().put(ServerConnection.class, connection(channel));
        end.channel(channel);
        return end;
    }

    /** What Hazelcast's error handler does. */
    private static void failed(@Nullable Channel channel, Throwable error) {
        if (channel == null) {
            throw new AssertionError("an I/O thread failed", error);
        }
        if (!channel.isClosed()) {
            ((RigEnd) Objects.requireNonNull(channel.attributeMap().get(RigEnd.class))).failed(error);
            close(channel);
        }
    }

    /** As much of a Hazelcast connection as a link needs. */
    private static Object connection(Channel channel) {
        return Proxy.newProxyInstance(
                PipelineRig.class.getClassLoader(),
                new Class<?>[] {ServerConnection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        close(channel);
                        return null;
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
