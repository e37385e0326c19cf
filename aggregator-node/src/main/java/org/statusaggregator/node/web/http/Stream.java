package org.statusaggregator.node.web.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer that stays open. One write at a time: the next one begins after the callback of the last. */
public interface Stream {
    /**
     * Writes these bytes, and tells when the peer's connection has taken them.
     *
     * @param done given null, or why the stream is broken
     */
    void write(byte[] bytes, Consumer<@Nullable Throwable> done);

    /** Ends it in order. */
    void end();

    /** Ends it because it is broken. */
    void fail(Throwable failure);
}
