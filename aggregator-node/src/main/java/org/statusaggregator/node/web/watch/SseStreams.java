package org.statusaggregator.node.web.watch;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.watch.WatchRequest;
import org.statusaggregator.node.web.http.Stream;

/** Opens watches whose messages leave as server-sent events. */
public final class SseStreams {
    private final WatchHub hub;
    private final Executor executor;

    /**
     * Streams of this hub.
     *
     * @param executor encodes and writes
     */
    public SseStreams(WatchHub hub, Executor executor) {
        this.hub = hub;
        this.executor = executor;
    }

    /**
     * What holds for a reader.
     *
     * @param visible which addresses it may see
     * @param live whether it may still read; not asked again after a no
     * @param once whether it goes when everything was told
     * @param onClose called once, when it is gone
     */
    public record Reader(Predicate<String> visible, BooleanSupplier live, boolean once, Runnable onClose) {}

    /** Opens a watch with this new id on this answer. */
    public void open(String id, WatchRequest request, Stream stream, Reader reader) {
        hub.open(id, request, new SseOutput(id, hub, stream, executor, reader));
    }
}
