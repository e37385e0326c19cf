package org.statusaggregator.node.cluster.tls;

import com.hazelcast.internal.networking.ChannelOption;
import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.InboundHandler;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * First in the inbound pipeline: turns what the socket received into plaintext in the next handler's buffer. Both buffers are in writing mode between calls.
 */
final class TlsDecoder extends InboundHandler<ByteBuffer, ByteBuffer> {
    /** The engine accepts no record above 33 KB, so with room for several it can always go on. */
    private static final int MIN_SOURCE_BYTES = 128 * 1024;

    private static final byte LOWEST_RECORD_TYPE = 20;
    private static final byte HIGHEST_RECORD_TYPE = 23;
    private static final int SHOWN_BYTES = 8;

    private final TlsLink link;
    private final SSLEngine engine;
    /** The plaintext of a record for which the next handler's buffer had no room; in reading mode. */
    private ByteBuffer plain;

    TlsDecoder(TlsLink link) {
        this.link = link;
        this.engine = link.engine();
        this.plain = emptyPlain(0);
    }

    @Override
    public void handlerAdded() {
        initSrcBuffer(Math.max(MIN_SOURCE_BYTES, channel.options().getOption(ChannelOption.SO_RCVBUF)));
    }

    @Override
    public HandlerStatus onRead() {
        src.flip();
        try {
            return advance();
        } catch (SSLException e) {
            link.fail(e);
            return discard();
        } finally {
            src.compact();
        }
    }

    @Override
    public void interceptError(Throwable error) {
        link.broken(error);
    }

    private HandlerStatus advance() throws SSLException {
        return switch (link.state()) {
            case HANDSHAKING -> handshake();
            case COMPUTING -> HandlerStatus.BLOCKED;
            case VERIFIED, ESTABLISHED -> decrypt();
            case CLOSING -> discard();
            case CLOSED -> HandlerStatus.BLOCKED;
        };
    }

    private HandlerStatus handshake() throws SSLException {
        refuseOtherProtocols();
        while (link.state() == TlsState.HANDSHAKING) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_TASK -> {
                    link.compute();
                    return HandlerStatus.BLOCKED;
                }
                case NEED_WRAP -> {
                    channel.outboundPipeline().wakeup();
                    return HandlerStatus.BLOCKED;
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (unwrapHandshake() == Status.BUFFER_UNDERFLOW) {
                        return HandlerStatus.CLEAN;
                    }
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

    private Status unwrapHandshake() throws SSLException {
        SSLEngineResult result = unwrapToPlain();
        if (result.bytesProduced() > 0) {
            throw new SSLException("application data before the end of the handshake");
        }
        if (result.getStatus() == Status.CLOSED) {
            link.endedByPeer();
        } else if (result.getStatus() == Status.OK) {
            link.advance(result.getHandshakeStatus());
        }
        return result.getStatus();
    }

    private HandlerStatus decrypt() throws SSLException {
        for (; ; ) {
            drainPlain();
            if (plain.hasRemaining()) {
                return HandlerStatus.DIRTY;
            }
            if (!src.hasRemaining()) {
                return HandlerStatus.CLEAN;
            }
            // The next handler's buffer first, which saves a copy.
            boolean direct = dst.remaining() >= plain.capacity();
            SSLEngineResult result = direct ? engine.unwrap(src, dst) : unwrapToPlain();
            switch (result.getStatus()) {
                case OK -> {
                    if (!progressed(result)) {
                        return HandlerStatus.BLOCKED;
                    }
                }
                case BUFFER_OVERFLOW -> plain = emptyPlain(plain.capacity());
                case BUFFER_UNDERFLOW -> {
                    return HandlerStatus.CLEAN;
                }
                case CLOSED -> {
                    link.endedByPeer();
                    return discard();
                }
            }
        }
    }

    /** Serves what a record asks of us after the handshake (new keys); returns false if the encoder must act first, which will wake us up. */
    private boolean progressed(SSLEngineResult result) throws SSLException {
        if (result.bytesProduced() > 0) {
            link.heard();
        }
        HandshakeStatus status = result.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_WRAP) {
            channel.outboundPipeline().wakeup();
            return result.bytesConsumed() > 0;
        }
        if (status == HandshakeStatus.NEED_TASK) {
            link.computeNow();
        } else if (result.bytesConsumed() == 0) {
            throw new SSLException("the TLS engine makes no progress: " + result);
        }
        return true;
    }

    private SSLEngineResult unwrapToPlain() throws SSLException {
        for (; ; ) {
            plain.clear();
            SSLEngineResult result;
            try {
                result = engine.unwrap(src, plain);
            } finally {
                plain.flip();
            }
            if (result.getStatus() != Status.BUFFER_OVERFLOW) {
                return result;
            }
            plain = emptyPlain(plain.capacity());
        }
    }

    private void drainPlain() {
        int count = Math.min(plain.remaining(), dst.remaining());
        dst.put(dst.position(), plain, plain.position(), count);
        dst.position(dst.position() + count);
        plain.position(plain.position() + count);
    }

    /** An empty buffer that is as large as the engine asks for now, and larger than one that was too small. */
    private ByteBuffer emptyPlain(int tooSmall) {
        int size = Math.max(engine.getSession().getApplicationBufferSize(), 2 * tooSmall);
        return ByteBuffer.allocate(size).flip();
    }

    /** Between records the next byte is a record's type. The engine would refuse any other too, in obscure words. */
    private void refuseOtherProtocols() throws SSLException {
        if (!src.hasRemaining()) {
            return;
        }
        byte type = src.get(src.position());
        if (type < LOWEST_RECORD_TYPE || type > HIGHEST_RECORD_TYPE) {
            byte[] shown = new byte[Math.min(SHOWN_BYTES, src.remaining())];
            src.get(src.position(), shown);
            throw new SSLException("it does not speak TLS (its first bytes: "
                    + HexFormat.ofDelimiter(" ").formatHex(shown) + ")");
        }
    }

    private HandlerStatus discard() {
        src.position(src.limit());
        return HandlerStatus.CLEAN;
    }
}
