package org.statusaggregator.node.web.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiConsumer;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.RefusedPeerException;

/** Hears of handshakes that failed because of the caller's certificate. Others are of no interest: browsers give up on a page's certificate all the time. */
final class RefusedPeers implements SslHandshakeListener {
    /** The connection is gone already. */
    private static final SocketAddress NOWHERE = InetSocketAddress.createUnresolved("?", 0);

    private final BiConsumer<SocketAddress, RefusedPeerException> sink;

    /**
     * A listener.
     *
     * @param sink given from where the peer came, and why it was refused; on a thread of the connection
     */
    RefusedPeers(BiConsumer<SocketAddress, RefusedPeerException> sink) {
        this.sink = sink;
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        RefusedPeerException refusal = RefusedPeerException.in(failure);
        if (refusal != null) {
            @Nullable SocketAddress from =
                    event.getEndPoint() == null ? null : event.getEndPoint().getRemoteSocketAddress();
            sink.accept(from == null ? NOWHERE : from, refusal);
        }
    }
}
