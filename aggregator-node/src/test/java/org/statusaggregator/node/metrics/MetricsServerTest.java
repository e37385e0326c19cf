package org.statusaggregator.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private CompletionStage<String> text = CompletableFuture.completedStage("a 1\n");
    private MetricsServer server;

    @BeforeEach
    void listen() throws IOException {
        server = MetricsServer.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), () -> text);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void metricsAreAskedForEachTime() throws Exception {
        HttpResponse<String> first = send("GET", "/metrics");
        text = CompletableFuture.completedStage("a 2\n");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("a 1\n");
        assertThat(first.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(send("GET", "/metrics").body()).isEqualTo("a 2\n");
    }

    @Test
    void nothingElseIsThere() throws Exception {
        assertThat(send("GET", "/").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/metrics/x").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/metrics").statusCode()).isEqualTo(405);
    }

    @Test
    void aNodeThatCannotAnswerSaysSoAndAnswersLater() throws Exception {
        text = CompletableFuture.failedStage(new IllegalStateException("stops"));
        assertThat(send("GET", "/metrics").statusCode()).isEqualTo(503);

        text = CompletableFuture.completedStage("a 3\n");
        assertThat(send("GET", "/metrics").body()).isEqualTo("a 3\n");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());

        assertThatThrownBy(() -> MetricsServer.listen(taken, () -> text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the port for metrics, ")
                .hasMessageContaining(Integer.toString(server.port()));
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
