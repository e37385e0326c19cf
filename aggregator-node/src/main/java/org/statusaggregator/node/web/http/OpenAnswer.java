package org.statusaggregator.node.web.http;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An answer that stays open, on a connection. */
final class OpenAnswer implements Stream {
    private final Response response;
    private final Callback callback;

    OpenAnswer(Response response, Callback callback) {
        this.response = response;
        this.callback = callback;
    }

    @Override
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

    @Override
    public void end() {
        callback.succeeded();
    }

    @Override
    public void fail(Throwable failure) {
        callback.failed(failure);
    }
}
