package org.statusaggregator.node.web.http;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An answer that stays open. One write at a time: the next one begins after the callback of the last. */
public final class Stream {
    private final Response response;
    private final Callback callback;

    Stream(Response response, Callback callback) {
        this.response = response;
        this.callback = callback;
    }

    /**
     * Writes these bytes, and tells when the peer's connection has taken them.
     *
     * @param done given null, or why the stream is broken
     */
    public void write(byte[] bytes, Consumer<@Nullable Throwable> done) {
        response.write(false, ByteBuffer.wrap(bytes), new Callback() {
            @Override
            public void succeeded() {
                done.accept(null);
            }

            @Override
            public void failed(Throwable failure) {
                done.accept(failure);
            }
        });
    }

    /** Ends it in order. */
    public void end() {
        callback.succeeded();
    }

    /** Ends it because it is broken. */
    public void fail(Throwable failure) {
        callback.failed(failure);
    }
}
