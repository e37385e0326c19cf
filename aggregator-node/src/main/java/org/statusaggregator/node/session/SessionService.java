package org.statusaggregator.node.session;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.statusaggregator.core.status.EndSession;
import org.statusaggregator.core.status.OpenSession;
import org.statusaggregator.core.status.PublishBatch;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Session;
import org.statusaggregator.core.status.SessionCall;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.node.roster.RosterStore;
import org.statusaggregator.node.roster.RosterStore.Outcome;

/** What CIC servers do, as requests to their rosters. Holds no state: sessions live in the rosters. */
public final class SessionService {
    private final String node;
    private final RosterStore store;
    private final InstantSource clock;
    private final Supplier<String> newId;

    /** A service of the node with this name. */
    public SessionService(String node, RosterStore store, InstantSource clock) {
        this(node, store, clock, () -> UUID.randomUUID().toString());
    }

    SessionService(String node, RosterStore store, InstantSource clock, Supplier<String> newId) {
        this.node = node;
        this.store = store;
        this.clock = clock;
        this.newId = newId;
    }

    /**
     * A session that is opened.
     *
     * @param sessionId its id
     * @param outcome what the roster answered
     */
    public record Opened(String sessionId, Outcome outcome) {}

    /**
     * Opens the CIC server's session.
     *
     * @param requestId the session's id, if the client chose one so that it can repeat the call; "" = a new one
     */
    public CompletionStage<Opened> open(PeerIdentity cic, String requestId, OpenSession.Terms terms, String client) {
        String id = requestId.isEmpty() ? newId.get() : requestId;
        Session.About about = new Session.About(clock.millis(), client, cic.names());
        return store.execute(cic.name(), new OpenSession(cic.name(), id, node, terms, about))
                .thenApply(outcome -> new Opened(id, outcome));
    }

    /** Publishes a batch. */
    public CompletionStage<Outcome> publish(
            PeerIdentity cic, String sessionId, long number, PublishBatch.Part part, List<Row> rows) {
        return store.execute(cic.name(), new PublishBatch(sessionId, node, number, part, rows));
    }

    /**
     * Renews the lease, and makes this node the session's home.
     *
     * @param answered the number of the last batch whose answer the CIC server has; 0 = none, or not told
     */
    public CompletionStage<Outcome> keepAlive(PeerIdentity cic, String sessionId, long answered) {
        return store.execute(cic.name(), new SessionCall(sessionId, node, SessionCall.Kind.ALIVE, answered));
    }

    /** The CIC server ends its session. */
    public CompletionStage<Outcome> close(PeerIdentity cic, String sessionId) {
        return store.execute(cic.name(), new EndSession(sessionId, EndSession.CLOSED, newId.get()));
    }

    /** The connection that the session was called through broke. */
    public CompletionStage<Outcome> disconnected(String cicServer, String sessionId) {
        return store.execute(cicServer, new SessionCall(sessionId, node, SessionCall.Kind.DISCONNECTED, 0));
    }

    /** Nothing was heard of the session for its lease time. */
    public CompletionStage<Outcome> expire(String cicServer, String sessionId, long leaseCounter) {
        return store.execute(cicServer, new EndSession(sessionId, leaseCounter, newId.get()));
    }
}
