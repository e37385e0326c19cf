package org.statusaggregator.node.web.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Listens for HTTPS requests. Those that wait for something, streams above all, hold no thread. */
public final class HttpsServer implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(HttpsServer.class);
    private static final int MOST_THREADS = 24;
    private static final int LEAST_THREADS = 4;
    /** A connection without a byte in either direction; streams write every second or two. */
    private static final long IDLE_MILLIS = 30_000;
    /** Memory that buffers may keep for the next connection, in the heap and outside of it. */
    private static final long POOLED_BYTES = 16L << 20;

    private static final long STOP_MILLIS = 1_000;

    private final Server server;
    private final ServerConnector connector;
    private final QueuedThreadPool threads;

    private HttpsServer(Server server, ServerConnector connector, QueuedThreadPool threads) {
        this.server = server;
        this.connector = connector;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param handler given every request, on a thread that it may keep for a short while
     * @throws IOException if the address is taken
     */
    public static HttpsServer listen(HttpsSettings settings, Consumer<Exchange> handler) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("web");
        threads.setDaemon(true);
        ArrayByteBufferPool buffers = new ArrayByteBufferPool(0, -1, -1, -1, POOLED_BYTES, POOLED_BYTES);
        Server server = new Server(threads, null, buffers);
        ServerConnector connector =
                new ServerConnector(server, 1, 1, Protocols.of(settings, new RefusedPeers(settings.refused())));
        connector.setHost(settings.address().getHostString());
        connector.setPort(settings.address().getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.mostConnections(), server));
        server.setHandler(new Bridge(handler));
        server.setStopTimeout(0);
        server.setErrorHandler(new PlainErrors());
        try {
            server.start();
        } catch (Exception e) { // what the library's interface says
            threads.setStopTimeout(0);
            stop(server);
            throw e instanceof IOException io ? io : new IOException("the page's port cannot be opened: " + e, e);
        }
        return new HttpsServer(server, connector, threads);
    }

    /** The port. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Threads that may be used for short work about requests. */
    public Executor executor() {
        return threads;
    }

    @Override
    public void close() {
        threads.setStopTimeout(STOP_MILLIS);
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (InterruptedException | InterruptedIOException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // what the library's interface says
            LOG.warn("the page's port did not close in order", e);
        }
    }

    /** From the library's call to ours. */
    private static final class Bridge extends Handler.Abstract {
        private final Consumer<Exchange> handler;

        Bridge(Consumer<Exchange> handler) {
            this.handler = handler;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            handler.accept(new Exchange(request, response, callback));
            return true;
        }
    }

    /** What the library itself refuses, such as headers that are too long, is answered without a page of its own. */
    private static final class PlainErrors implements Request.Handler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            callback.succeeded();
            return true;
        }
    }
}
