package org.statusaggregator.core.client;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A {@link Loop} on a Netty event loop of its own. The thread is a daemon and bears the client's name. */
final class NettyLoop implements Loop {
    private static final Logger LOG = LogManager.getLogger(NettyLoop.class);
    /** Channels that are being shut down still need the loop for a moment. */
    private static final long QUIET_MILLIS = 50;

    private static final long PATIENCE_MILLIS = 2_000;

    private final EventLoopGroup group;
    private final EventLoop loop;

    NettyLoop(String threadName) {
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(threadName, true), NioIoHandler.newFactory());
        loop = group.next();
    }

    /** Lets the channel live on this thread. */
    NettyChannelBuilder serve(NettyChannelBuilder channel) {
        return channel.eventLoopGroup(group).channelType(NioSocketChannel.class);
    }

    @Override
    public void execute(Runnable task) {
        try {
            loop.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("after the end of the client: nothing to do any more", e);
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Future<?> scheduled = loop.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a task of the client failed; this is a bug of the client library", e);
            }
        };
    }

    @Override
    public boolean inside() {
        return loop.inEventLoop();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        Future<?> unused = group.shutdownGracefully(QUIET_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
