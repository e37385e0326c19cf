package org.statusaggregator.node.session;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Which connection each CIC server's session was last called through, so that a broken one marks the CIC server stale at once. Thread-safe. */
public final class Connections {
    private static final Logger LOG = LogManager.getLogger(Connections.class);

    private final SessionService sessions;
    private final Map<String, Attachment> byCicServer = new ConcurrentHashMap<>();
    /** The node stops: that connections end is its own doing. */
    private volatile boolean leaving;

    /** Connections that are gone, for as long as a call that came through one may still be answered. */
    private final Set<Object> gone = Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    /** A session and its connection. */
    private record Attachment(String sessionId, Object connection, LongAdder refused) {}

    /** Nobody connected yet. */
    public Connections(SessionService sessions) {
        this.sessions = sessions;
    }

    /** The session was called through this connection, and this many of its statuses were refused. */
    public void called(String cicServer, String sessionId, Object connection, int refused) {
        Attachment held = byCicServer.get(cicServer);
        if (held == null || held.connection() != connection || !held.sessionId().equals(sessionId)) {
            held = new Attachment(sessionId, connection, new LongAdder());
            byCicServer.put(cicServer, held);
            if (gone.contains(connection)) {
                broken(connection); // it broke while the call was under way
            }
        }
        held.refused().add(refused);
    }

    /** The session is over. */
    public void forget(String cicServer) {
        byCicServer.remove(cicServer);
    }

    /** The connection is gone: whoever called through it last is stale. */
    public void broken(Object connection) {
        gone.add(connection);
        byCicServer.forEach((cicServer, attachment) -> {
            if (attachment.connection() == connection && byCicServer.remove(cicServer, attachment) && !leaving) {
                CompletionStage<?> unused = sessions.disconnected(cicServer, attachment.sessionId())
                        .whenComplete((outcome, failure) -> {
                            if (failure != null) {
                                LOG.warn("{}: marking it stale failed; its lease goes on running", cicServer, failure);
                            } else if (outcome.answer().refusal() == null) {
                                LOG.info("{}: its connection is gone", cicServer);
                            }
                        });
            }
        });
    }

    /** From now on connections end because the node stops, which makes nobody stale; who does not go elsewhere is stale once the node has left. */
    public void leave() {
        leaving = true;
    }

    /** How many statuses of the CIC server were refused through its present connection. */
    public long refused(String cicServer) {
        Attachment held = byCicServer.get(cicServer);
        return held == null ? 0 : held.refused().sum();
    }

    /** Whether any CIC server is connected. */
    public boolean isEmpty() {
        return byCicServer.isEmpty();
    }
}
