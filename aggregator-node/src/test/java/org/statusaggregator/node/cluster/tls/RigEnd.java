package org.statusaggregator.node.cluster.tls;

import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.networking.OutboundFrame;
import com.hazelcast.internal.networking.OutboundHandler;
import com.hazelcast.internal.networking.nio.NioChannel;
import com.hazelcast.internal.networking.nio.NioPipeline;
import com.hazelcast.internal.networking.nio.NioThread;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One end of a link: sends chunks of bytes and keeps what it receives, with handlers that have buffers of odd sizes. */
final class RigEnd {
    private static final int LARGEST_BUFFER = 100_000;
    /** As small as Hazelcast's for the first three bytes of a connection. */
    private static final int SMALLEST_BUFFER = 3;

    private final int sendBuffer;
    private final int receiveBuffer;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Map<NioPipeline, List<NioThread>> threadsUsed = new HashMap<>();
    private @Nullable NioChannel channel;
    private volatile @Nullable TlsLink link;
    private volatile @Nullable Throwable failure;

    RigEnd(Random random) {
        sendBuffer = random.nextInt(SMALLEST_BUFFER, LARGEST_BUFFER);
        receiveBuffer = random.nextBoolean() ? SMALLEST_BUFFER : random.nextInt(SMALLEST_BUFFER, LARGEST_BUFFER);
    }

    void channel(Channel channel) {
        this.channel = (NioChannel) channel;
    }

    NioChannel channel() {
        return Objects.requireNonNull(channel);
    }

    void link(TlsLink link) {
        this.link = link;
    }

    void failed(Throwable error) {
        failure = error;
    }

    /** The error that ended the channel, if one did. */
    @Nullable Throwable failure() {
        return failure;
    }

    TlsState state() {
        TlsLink opened = link;
        return opened == null ? TlsState.HANDSHAKING : opened.state();
    }

    /** Asks for new keys in both directions. */
    void renewKeys() throws SSLException {
        Objects.requireNonNull(link).engine().beginHandshake();
        channel().outboundPipeline().wakeup();
    }

    void start() {
        channel().start();
    }

    void send(byte[] bytes) {
        channel().write(new Chunk(bytes));
    }

    byte[] received() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    int receivedCount() {
        synchronized (received) {
            return received.size();
        }
    }

    void addHandlers(Channel plain) {
        plain.outboundPipeline().addLast(new Chunks());
        plain.inboundPipeline().addLast(new Sink());
    }

    /** Moves the inbound pipeline to the other thread, as Hazelcast's balancer does. */
    void migrateInbound(NioThread[] threads) {
        if (channel().bytesRead() > 0) {
            migrate(channel().inboundPipeline(), threads);
        }
    }

    /** Moves the outbound pipeline to the other thread. */
    void migrateOutbound(NioThread[] threads) {
        if (channel().bytesWritten() > 0) {
            migrate(channel().outboundPipeline(), threads);
        }
    }

    /** One move at a time, and never back: Hazelcast's balancer waits seconds between moves, and a quick return fails for plaintext too. */
    private void migrate(NioPipeline pipeline, NioThread[] threads) {
        List<NioThread> used = threadsUsed.computeIfAbsent(pipeline, first -> new ArrayList<>());
        NioThread owner = pipeline.owner();
        boolean moving = owner == null || !(used.isEmpty() || owner.equals(used.get(used.size() - 1)));
        if (moving) {
            return;
        }
        used.add(owner);
        Arrays.stream(threads)
                .filter(thread -> !used.contains(thread))
                .findFirst()
                .ifPresent(target -> {
                    used.add(target);
                    pipeline.requestMigration(target);
                });
    }

    private static final class Chunk implements OutboundFrame {
        private final byte[] bytes;

        Chunk(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean isUrgent() {
            return false;
        }

        @Override
        public int getFrameLength() {
            return bytes.length;
        }
    }

    private final class Chunks extends OutboundHandler<Supplier<Chunk>, ByteBuffer> {
        private byte[] current = new byte[0];
        private int position;

        @Override
        public void handlerAdded() {
            initDstBuffer(sendBuffer);
        }

        @Override
        public HandlerStatus onWrite() {
            dst.compact();
            try {
                for (; ; ) {
                    int count = Math.min(dst.remaining(), current.length - position);
                    dst.put(current, position, count);
                    position += count;
                    if (position < current.length) {
                        return HandlerStatus.DIRTY;
                    }
                    Chunk next = src.get();
                    if (next == null) {
                        current = new byte[0];
                        position = 0;
                        return HandlerStatus.CLEAN;
                    }
                    current = next.bytes;
                    position = 0;
                }
            } finally {
                dst.flip();
            }
        }
    }

    private final class Sink extends InboundHandler<ByteBuffer, Void> {
        @Override
        public void handlerAdded() {
            initSrcBuffer(receiveBuffer);
        }

        @Override
        public HandlerStatus onRead() {
            synchronized (received) {
                received.writeBytes(Arrays.copyOf(src.array(), src.position()));
            }
            src.clear();
            return HandlerStatus.CLEAN;
        }
    }
}
