package org.statusaggregator.node.cluster.tls;

import com.hazelcast.internal.networking.ChannelOption;
import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.OutboundHandler;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * Last in the outbound pipeline: turns the previous handler's plaintext into records for the socket, and sends the engine's own messages. Both buffers are in
 * reading mode between calls.
 */
final class TlsEncoder extends OutboundHandler<ByteBuffer, ByteBuffer> {
    private static final int RECORD_PLAINTEXT_BYTES = 16 * 1024;

    private final TlsLink link;
    private final SSLEngine engine;
    private final ByteBuffer nothing = ByteBuffer.allocate(0);

    TlsEncoder(TlsLink link) {
        this.link = link;
        this.engine = link.engine();
    }

    /** As many records as the previous handler's full buffer makes, and one more, because the engine writes only where the longest record would fit. */
    @Override
    public void handlerAdded() {
        int records = channel.options().getOption(ChannelOption.SO_SNDBUF) / RECORD_PLAINTEXT_BYTES + 2;
        initDstBuffer(records * engine.getSession().getPacketBufferSize());
    }

    @Override
    public HandlerStatus onWrite() {
        dst.compact();
        try {
            return advance();
        } catch (SSLException e) {
            link.fail(e);
            // Once more, for the alert.
            return HandlerStatus.DIRTY;
        } finally {
            dst.flip();
        }
    }

    @Override
    public void interceptError(Throwable error) {
        link.broken(error);
    }

    private HandlerStatus advance() throws SSLException {
        return switch (link.state()) {
            case HANDSHAKING -> handshake();
            case COMPUTING, CLOSED -> HandlerStatus.BLOCKED;
            case VERIFIED, ESTABLISHED -> encrypt();
            case CLOSING -> farewell();
        };
    }

    private HandlerStatus handshake() throws SSLException {
        while (link.state() == TlsState.HANDSHAKING) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_WRAP -> {
                    Status wrapped = wrapHandshake();
                    if (wrapped != Status.OK) {
                        return wrapped == Status.BUFFER_OVERFLOW ? HandlerStatus.DIRTY : HandlerStatus.BLOCKED;
                    }
                }
                case NEED_TASK -> {
                    link.compute();
                    return HandlerStatus.BLOCKED;
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    return HandlerStatus.BLOCKED;
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    link.advance(status);
                    if (link.state() == TlsState.HANDSHAKING) {
                        // The other direction has just seen the engine fail, and is about to end the link.
                        return HandlerStatus.BLOCKED;
                    }
                }
            }
        }
        return advance();
    }

    private Status wrapHandshake() throws SSLException {
        SSLEngineResult result = wrap(nothing);
        if (result.getStatus() == Status.OK) {
            link.advance(result.getHandshakeStatus());
            // It may hold a record back until ours is out.
            channel.inboundPipeline().wakeup();
        }
        return result.getStatus();
    }

    private HandlerStatus encrypt() throws SSLException {
        for (; ; ) {
            // The engine may owe the peer new keys although we have nothing to say.
            if (!src.hasRemaining() && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
                return HandlerStatus.CLEAN;
            }
            SSLEngineResult result = wrap(src);
            switch (result.getStatus()) {
                case OK -> progressed(result);
                case BUFFER_OVERFLOW -> {
                    return HandlerStatus.DIRTY;
                }
                case CLOSED -> {
                    link.end("the TLS engine is closed");
                    return farewell();
                }
                case BUFFER_UNDERFLOW -> throw new SSLException("the TLS engine lacks input to encrypt: " + result);
            }
        }
    }

    private void progressed(SSLEngineResult result) throws SSLException {
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            link.computeNow();
        } else if (result.bytesProduced() == 0) {
            throw new SSLException("the TLS engine makes no progress: " + result);
        } else if (result.bytesConsumed() == 0) {
            // The decoder may wait for this message to go out.
            channel.inboundPipeline().wakeup();
        }
    }

    /** Sends what the engine has to say at the end. The peer closes the connection then, or the link's deadline does. */
    private HandlerStatus farewell() throws SSLException {
        engine.closeOutbound();
        SSLEngineResult result;
        do {
            result = wrap(nothing);
        } while (result.getStatus() == Status.OK && result.bytesProduced() > 0);
        return dst.position() > 0 ? HandlerStatus.DIRTY : HandlerStatus.BLOCKED;
    }

    private SSLEngineResult wrap(ByteBuffer plaintext) throws SSLException {
        SSLEngineResult result = engine.wrap(plaintext, dst);
        if (result.getStatus() == Status.BUFFER_OVERFLOW && dst.position() == 0) {
            throw new SSLException("a TLS record is longer than " + dst.capacity() + " bytes");
        }
        return result;
    }
}
