package org.statusaggregator.core.client;

import java.time.InstantSource;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;

/**
 * A CIC server's client of the Status Aggregator: at most one publishing session and one watch, on one connection, to one of the hosts at a time.
 * It has one thread, on which everything happens and every listener is called. Its methods may be called from any thread.
 */
public final class AggregatorClient implements AutoCloseable {
    private final Wiring wiring;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private @Nullable PublishSession session;
    private @Nullable StatusWatch watch;
    private boolean closed;

    AggregatorClient(Wiring wiring) {
        this.wiring = wiring;
    }

    /** Prepares a client of these hosts, with the certificate of this CIC server (or an administrator's, who may only watch). */
    public static Builder builder(ServerList servers, KeyMaterial material) {
        return new Builder(servers, KeyRing.fixed(material));
    }

    /**
     * The same with certificates that may be renewed, revoked or replaced while the client lives. The next connection is made with what the ring holds
     * then. An open one goes on, but a node whose certificate has expired, was revoked or has lost its CA is left within seconds. The caller closes the ring.
     */
    public static Builder builder(ServerList servers, KeyRing ring) {
        return new Builder(servers, ring);
    }

    /**
     * Opens the publishing session; it works by itself from now on. Begin with {@link PublishSession#replaceAll}.
     *
     * @throws IllegalStateException if the client has a session that has not ended, or is closed
     */
    public synchronized PublishSession openSession(SessionOptions options) {
        requireOpen();
        if (session != null && !session.state().isFinal()) {
            throw new IllegalStateException(
                    "session: one is " + session.state() + " (expected: at most one in a client; close it first)");
        }
        session = new PublishSession(wiring, options, session == null ? 0 : session.epoch());
        return session;
    }

    /**
     * Begins to follow statuses.
     *
     * @throws IllegalStateException if the client has a watch that was not closed, or is closed
     */
    public synchronized StatusWatch watch(WatchOptions options, WatchListener listener) {
        requireOpen();
        if (watch != null && watch.state() != WatchState.CLOSED) {
            throw new IllegalStateException(
                    "watch: one is " + watch.state() + " (expected: at most one in a client; close it first)");
        }
        watch = new StatusWatch(wiring, options, listener);
        return watch;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("client: closed (expected: a new one)");
        }
    }

    /**
     * Closes the session, if one is open, so that the cluster shows its users logged off (to leave them as they are, call
     * {@link PublishSession#abandon} before), the watch and the connection. Waits for that, at most 5 s; called by a listener, it does not
     * wait. Further calls do nothing.
     */
    @Override
    public void close() {
        CompletionStage<Void> end = closeAsync();
        if (!wiring.loop().inside()) {
            end.toCompletableFuture().join();
        }
    }

    synchronized CompletionStage<Void> closeAsync() {
        if (!closed) {
            closed = true;
            if (watch != null) {
                watch.close();
            }
            CompletionStage<Void> published =
                    session == null ? CompletableFuture.completedFuture(null) : session.closeAsync();
            published.thenRun(() -> wiring.loop().execute(() -> {
                wiring.connection().close();
                wiring.loop().close();
                ended.complete(null);
            }));
        }
        return ended;
    }

    /** What a client is made of. */
    public static final class Builder {
        private final ServerList servers;
        private final KeyRing ring;
        private String clientName = "aggregator-client";
        private ClientListener listener = ClientListener.NONE;

        private Builder(ServerList servers, KeyRing ring) {
            this.servers = Objects.requireNonNull(servers, "servers");
            this.ring = Objects.requireNonNull(ring, "ring");
        }

        /** Name and version of the program, for people who look at the cluster; also names the client's thread. */
        public Builder clientName(String name) {
            clientName = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Who wants to know what the client is doing. */
        public Builder listener(ClientListener newListener) {
            listener = Objects.requireNonNull(newListener, "listener");
            return this;
        }

        /**
         * The client. It connects when a session or a watch is asked for.
         *
         * @throws IllegalArgumentException if the key material cannot be used for TLS
         */
        public AggregatorClient build() {
            NettyLoop loop = new NettyLoop(clientName);
            RandomGenerator random = new SplittableRandom();
            Nodes nodes = nodes(loop);
            Connection connection = new Connection(servers, nodes, loop, listener, random);
            loop.execute(() -> keepLooking(connection, loop));
            return new AggregatorClient(new Wiring(loop, connection, listener, random, clientName));
        }

        private Nodes nodes(NettyLoop loop) {
            try {
                return new TlsNodes(ring, InstantSource.system(), loop);
            } catch (IllegalArgumentException e) {
                loop.close();
                throw e;
            }
        }

        /** As often as the ring looks at its files. */
        private static void keepLooking(Connection connection, Loop loop) {
            if (!connection.isClosed()) {
                connection.look();
                loop.after(KeyRing.INTERVAL, () -> keepLooking(connection, loop));
            }
        }
    }
}
