package org.statusaggregator.node.web;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.node.contacts.ContactDirectory;
import org.statusaggregator.node.secret.ClusterSecrets;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.web.api.AdminParts;
import org.statusaggregator.node.web.api.Api;
import org.statusaggregator.node.web.api.ApiParts;
import org.statusaggregator.node.web.api.NodePage;
import org.statusaggregator.node.web.api.PageAudit;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.Exchange;
import org.statusaggregator.node.web.http.HttpsServer;
import org.statusaggregator.node.web.http.HttpsSettings;
import org.statusaggregator.node.web.session.SessionKeeper;
import org.statusaggregator.node.web.session.StillTrusted;

/** The port for browsers and scripts: the directory page, REST and server-sent events over HTTPS. */
public final class WebServer implements AutoCloseable {
    private static final int CONNECTIONS_BESIDE_STREAMS = 500;

    private final StaticFiles files = new StaticFiles();
    private final SecurityHeaders headers;
    private final SessionKeeper sessions;
    private final AtomicBoolean serving = new AtomicBoolean();
    private final AtomicReference<@Nullable Api> api = new AtomicReference<>();
    private final HttpsServer server;

    /**
     * What the page needs of the node.
     *
     * @param view statuses, on their loop
     * @param loop that loop
     * @param hub watches
     * @param directory contacts
     * @param signIn asks who a person is
     * @param ring whose authorities client certificates come from
     * @param secrets of the cluster
     * @param nodes of the cluster now
     * @param admin what administrators see beside that
     */
    public record Parts(
            StatusView view,
            ViewLoop loop,
            WatchHub hub,
            ContactDirectory directory,
            SignIn signIn,
            KeyRing ring,
            ClusterSecrets secrets,
            Supplier<List<NodePage>> nodes,
            AdminParts admin) {}

    private WebServer(WebSettings settings, SSLContext tls, Parts parts, InstantSource clock) throws IOException {
        this.headers = new SecurityHeaders(settings.httpsOnly());
        this.sessions = new SessionKeeper(parts.secrets(), settings.api().sessionTime(), clock);
        int connections = settings.api().mostStreams() + CONNECTIONS_BESIDE_STREAMS;
        PageAudit audit = new PageAudit();
        this.server = HttpsServer.listen(
                new HttpsSettings(settings.address(), tls, connections, audit::peerRefused), this::handle);
        Executor executor = server.executor();
        api.set(new Api(new ApiParts(
                parts.view(),
                parts.loop(),
                parts.hub(),
                parts.directory(),
                parts.signIn(),
                sessions,
                new StillTrusted(parts.ring(), clock),
                audit,
                parts.nodes(),
                parts.admin(),
                settings.api(),
                executor)));
    }

    /**
     * Starts to listen; calls are answered 503 until {@link #serve}.
     *
     * @throws IOException if the address is taken
     */
    public static WebServer listen(WebSettings settings, SSLContext tls, Parts parts, InstantSource clock)
            throws IOException {
        return new WebServer(settings, tls, parts, clock);
    }

    private void handle(Exchange exchange) {
        headers.add(exchange);
        @Nullable Api calls = api.get();
        if (!exchange.path().startsWith(Api.ROOT)) {
            files.handle(exchange);
        } else if (!serving.get() || calls == null) {
            exchange.answer(Answer.text(503, "text/plain", "This node is starting or stopping. Use another one.\n")
                    .with("Retry-After", "5"));
        } else {
            calls.handle(exchange);
        }
    }

    /** The port. */
    public int port() {
        return server.port();
    }

    /** Reads what all nodes know of sessions: now and then, and when the cluster changed. */
    public void refresh() {
        sessions.refresh();
    }

    /** From now on, calls are answered. */
    public void serve() {
        sessions.refresh();
        serving.set(true);
    }

    /** From now on, callers are sent elsewhere. */
    public void drain() {
        serving.set(false);
    }

    @Override
    public void close() {
        drain();
        server.close();
        @Nullable Api calls = api.get();
        if (calls != null) {
            calls.close();
        }
    }
}
