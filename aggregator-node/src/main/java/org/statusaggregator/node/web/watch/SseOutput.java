package org.statusaggregator.node.web.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.watch.WatchOutput;
import org.statusaggregator.node.web.http.Stream;

/**
 * One answer of server-sent events as the output of a watch. What the watch sends waits here, a few messages at most, until the connection has taken what came before; a
 * browser that reads slowly makes the watch wait, and nothing pile up.
 */
final class SseOutput implements WatchOutput {
    /** Encoded messages that may wait before the output counts as not ready. */
    private static final int READY_BYTES = 64 * 1024;

    private final String id;
    private final WatchHub hub;
    private final Stream stream;
    private final Executor executor;
    private final SseStreams.Reader rules;
    /** Used by one write at a time. */
    private final SseEncoder encoder;

    /** This and all below: guarded by this. */
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();

    private int waitingBytes;
    private boolean writing;
    private boolean ending;
    private boolean closed;
    /** Whether the watch was told to wait. */
    private boolean refused;

    SseOutput(String id, WatchHub hub, Stream stream, Executor executor, SseStreams.Reader rules) {
        this.id = id;
        this.hub = hub;
        this.stream = stream;
        this.executor = executor;
        this.rules = rules;
        this.encoder = new SseEncoder(rules.visible());
    }

    @Override
    public synchronized boolean isReady() {
        boolean ready = waitingBytes < READY_BYTES && !closed;
        refused |= !ready;
        return ready;
    }

    @Override
    public synchronized void send(byte[] message) {
        if (closed || ending) {
            return;
        }
        if (rules.live().getAsBoolean()) {
            waiting.add(message);
            waitingBytes += message.length;
        } else {
            ending = true; // what was sent before still leaves
        }
        begin();
    }

    @Override
    public synchronized void end() {
        ending = true;
        begin();
    }

    private synchronized void begin() {
        if (!writing && !closed) {
            writing = true;
            executor.execute(this::write);
        }
    }

    /** Writes all that waits. Only one thread at a time is here, or the connection has the bytes. */
    private void write() {
        List<byte[]> messages;
        synchronized (this) {
            messages = new ArrayList<>(waiting);
            waiting.clear();
        }
        byte[] bytes;
        try {
            bytes = encoder.encode(messages);
        } catch (RuntimeException e) { // a bug; without this the stream would stay open and silent
            done(e, 0);
            return;
        }
        int taken = messages.stream().mapToInt(message -> message.length).sum();
        if (bytes.length == 0) {
            done(null, taken);
        } else {
            stream.write(bytes, failure -> done(failure, taken));
        }
    }

    private void done(@Nullable Throwable failure, int taken) {
        boolean over;
        boolean waits;
        synchronized (this) {
            waitingBytes -= taken;
            writing = !waiting.isEmpty();
            over = failure != null || (!writing && (ending || (rules.once() && encoder.isComplete())));
            closed |= over;
            waits = refused && !over;
            refused = false;
            if (writing && !over) {
                executor.execute(this::write);
            }
        }
        if (over) {
            close(failure);
        } else if (waits) {
            hub.resume(id);
        }
    }

    private void close(@Nullable Throwable failure) {
        hub.close(id);
        rules.onClose().run();
        if (failure == null) {
            stream.end();
        } else {
            stream.fail(failure);
        }
    }
}
