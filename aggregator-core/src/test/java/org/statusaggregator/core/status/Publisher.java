package org.statusaggregator.core.status;

import java.util.List;

/** A CIC server's session in a test: it makes the requests that its client and its node would make. */
final class Publisher {
    static final Session.About ABOUT = new Session.About(0, "test", List.of("cic1"));
    private static final long LEASE = 180_000;

    private final String sessionId;
    private String node = "node1";
    private long lastNumber;

    Publisher(String sessionId) {
        this.sessionId = sessionId;
    }

    String sessionId() {
        return sessionId;
    }

    /** The next calls go through this node. */
    Publisher through(String newNode) {
        node = newNode;
        return this;
    }

    OpenSession open() {
        return open(true, 0);
    }

    OpenSession open(boolean takeOver, long lastEpoch) {
        return new OpenSession("cic1", sessionId, node, new OpenSession.Terms(takeOver, lastEpoch, LEASE), ABOUT);
    }

    /** The next batch. */
    PublishBatch batch(Row... rows) {
        return part(PublishBatch.Part.NONE, rows);
    }

    /** The next batch, part of a full snapshot. */
    PublishBatch part(PublishBatch.Part part, Row... rows) {
        lastNumber++;
        return numbered(lastNumber, part, rows);
    }

    PublishBatch numbered(long number, PublishBatch.Part part, Row... rows) {
        return new PublishBatch(sessionId, node, number, part, List.of(rows));
    }

    SessionCall alive() {
        return alive(0);
    }

    /** A keep-alive of a CIC server that has the answer to this batch. */
    SessionCall alive(long answered) {
        return new SessionCall(sessionId, node, SessionCall.Kind.ALIVE, answered);
    }

    SessionCall disconnected() {
        return new SessionCall(sessionId, node, SessionCall.Kind.DISCONNECTED, 0);
    }

    EndSession close() {
        return new EndSession(sessionId, EndSession.CLOSED, "end-of-" + sessionId);
    }

    EndSession expire(long leaseCounter) {
        return new EndSession(sessionId, leaseCounter, "end-of-" + sessionId);
    }
}
