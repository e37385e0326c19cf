package org.statusaggregator.node.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics} over plain HTTP, meant for this machine: there is no certificate and no sign-in, so it says numbers and the names of certificates and contact lists, and
 * nothing of users. One request after the other.
 */
public final class MetricsServer implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(MetricsServer.class);
    private static final String PATH = "/metrics";
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int WAITING = 10;
    private static final long SECONDS = 10;

    static {
        // The library's only way to be told; what a user of this program has set stays.
        for (String limit : new String[] {"maxReqTime", "maxRspTime"}) {
            String property = "sun.net.httpserver." + limit;
            System.setProperty(property, System.getProperty(property, Long.toString(SECONDS)));
        }
    }

    private final HttpServer server;
    private final Supplier<CompletionStage<String>> metrics;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread one = new Thread(task, "metrics");
        one.setDaemon(true);
        return one;
    });

    private MetricsServer(InetSocketAddress address, Supplier<CompletionStage<String>> metrics) throws IOException {
        this.metrics = metrics;
        this.server = HttpServer.create(address, WAITING);
        server.setExecutor(thread);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts to listen.
     *
     * @param metrics asked for each answer
     * @throws IOException if the address is taken or none of this machine's
     */
    public static MetricsServer listen(InetSocketAddress address, Supplier<CompletionStage<String>> metrics)
            throws IOException {
        try {
            MetricsServer server = new MetricsServer(address, metrics);
            if (!server.server.getAddress().getAddress().isLoopbackAddress()) {
                LOG.warn("metrics at {} are open to everybody who reaches this port (metrics.address)", address);
            }
            return server;
        } catch (IOException e) {
            throw new IOException("the port for metrics, " + address + ": " + e.getMessage(), e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                answer(exchange, 404, "There is nothing here. Metrics are at " + PATH + "\n");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                answer(exchange, 405, "GET only\n");
            } else {
                String text = text();
                answer(exchange, text == null ? 503 : 200, text == null ? "No answer in time.\n" : text);
            }
        }
    }

    private @Nullable String text() {
        try {
            return metrics.get().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException
                | TimeoutException
                | RuntimeException e) { // the node starts or stops, or is very busy
            LOG.warn("no metrics: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", status == 200 ? FORMAT : "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** The port. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
