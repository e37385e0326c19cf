package org.statusaggregator.node.grpc;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.HandshakeFailure;
import org.statusaggregator.core.tls.RefusedPeerException;
import org.statusaggregator.node.audit.Audit;
import org.statusaggregator.node.audit.Repeats;

/**
 * The connections as they come in, before gRPC knows them: who fails the TLS handshake is told to log and audit, with the reason; too many strangers at a time
 * are turned away; and a connection can be ended by its address.
 */
final class Arrivals {
    private static final Logger LOG = LogManager.getLogger(Arrivals.class);
    /** Connections whose handshake is not over. Each costs some 20 KB, for at most ten seconds. */
    static final int MOST_STRANGERS = 1_000;

    private final Map<SocketAddress, Channel> open = new ConcurrentHashMap<>();
    private final AtomicInteger strangers = new AtomicInteger();
    private final Repeats repeats = new Repeats(System::nanoTime);

    /** What the listening channel's pipeline begins with. */
    ChannelInboundHandlerAdapter acceptor() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof Channel accepted && !arrived(accepted)) {
                    accepted.unsafe().closeForcibly();
                    return;
                }
                context.fireChannelRead(message);
            }
        };
    }

    /** Ends a connection at once, wherever it is with what. */
    void end(@Nullable SocketAddress address) {
        Channel channel = address == null ? null : open.get(address);
        if (channel != null) {
            // From the first handler's place, because HTTP/2 would wait for the streams to end.
            channel.eventLoop().execute(() -> {
                ChannelHandlerContext first = channel.pipeline().firstContext();
                Future<?> unused = first == null ? channel.close() : first.close();
            });
        }
    }

    private boolean arrived(Channel accepted) {
        if (strangers.incrementAndGet() > MOST_STRANGERS) {
            strangers.decrementAndGet();
            refused(accepted.remoteAddress(), MOST_STRANGERS + " connections are shaking hands", null);
            return false;
        }
        SocketAddress address = accepted.remoteAddress();
        if (address == null) { // gone already
            strangers.decrementAndGet();
            return false;
        }
        open.put(address, accepted);
        Future<?> unused = accepted.closeFuture().addListener(closed -> open.remove(address, accepted));
        accepted.pipeline().addFirst(new FirstBytes());
        return true;
    }

    private void refused(SocketAddress address, String reason, @Nullable RefusedPeerException refusal) {
        X509Certificate certificate = refusal == null ? null : refusal.certificate();
        String host = address instanceof InetSocketAddress inet ? inet.getHostString() : String.valueOf(address);
        long untold = repeats.happened(new Key(host, certificate, reason));
        if (untold == Repeats.REPETITION) {
            return;
        }
        LOG.warn(
                "refused a peer at {}: {}{}",
                address,
                reason.replaceAll("\\p{Cntrl}", "?"),
                untold == 0 ? "" : "; " + untold + " times more since the last such line");
        Audit.of("peer-refused")
                .port("grpc")
                .peer(certificate, address)
                .leftOut(untold)
                .refused(reason);
    }

    /** What counts as the same event. */
    private record Key(String host, @Nullable X509Certificate certificate, String reason) {}

    /** Waits for the handshake's end; its handler is there when the first bytes come. */
    private final class FirstBytes extends ChannelInboundHandlerAdapter {
        private boolean counted = true;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            SslHandler tls = context.pipeline().get(SslHandler.class);
            if (tls != null) {
                SocketAddress address = context.channel().remoteAddress();
                Future<?> unused = tls.handshakeFuture().addListener(end -> {
                    known();
                    if (!end.isSuccess()) {
                        Throwable cause = end.cause();
                        refused(address, HandshakeFailure.reason(cause), RefusedPeerException.in(cause));
                    }
                });
            }
            context.pipeline().remove(this);
            context.fireChannelRead(message);
            if (tls == null) {
                known();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            known();
            context.fireChannelInactive();
        }

        private void known() {
            if (counted) {
                counted = false;
                strangers.decrementAndGet();
            }
        }
    }
}
