package org.statusaggregator.node.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.statusaggregator.core.status.EndSession;
import org.statusaggregator.core.status.OpenSession;
import org.statusaggregator.core.status.PublishBatch;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Session;
import org.statusaggregator.core.status.SessionCall;
import org.statusaggregator.core.wire.RowEncoder;
import org.statusaggregator.node.roster.RosterStore;
import org.statusaggregator.node.roster.RosterStore.Outcome;
import org.statusaggregator.v1.Status;

/** A CIC server that publishes straight into a store. */
public final class TestCic {
    /** The node through which it publishes. */
    public static final String NODE = "node1";

    /** The lease of its sessions. */
    public static final long LEASE_MILLIS = 10_000;

    private static final AtomicInteger MADE = new AtomicInteger();

    private final int which = MADE.incrementAndGet();
    private final String name;
    private final RosterStore store;
    private final RowEncoder encoder;
    private int sessions;
    private long number;

    /** One that has not opened its session. */
    public TestCic(String name, RosterStore store) {
        this.name = name;
        this.store = store;
        this.encoder = new RowEncoder(name, List.of(name));
    }

    /** The logical name. */
    public String name() {
        return name;
    }

    /** The id of the session that was opened last. */
    public String sessionId() {
        return name + " (" + which + ") session " + sessions;
    }

    /** The number of the last batch. */
    public long number() {
        return number;
    }

    /** Opens the next session. */
    public CompletionStage<Outcome> open() {
        return openAbove(0);
    }

    /** Opens the next session, in an epoch above this one. */
    public CompletionStage<Outcome> openAbove(long epoch) {
        sessions++;
        number = 0;
        OpenSession.Terms terms = new OpenSession.Terms(true, epoch, LEASE_MILLIS);
        Session.About about = new Session.About(0, "test", List.of(name));
        return store.execute(name, new OpenSession(name, sessionId(), NODE, terms, about));
    }

    /** Opens the next session and publishes these users as the whole. */
    public CompletionStage<Outcome> openWith(Row... rows) {
        open();
        return snapshot(rows);
    }

    /** Publishes the next batch. */
    public CompletionStage<Outcome> publish(Row... rows) {
        return part(PublishBatch.Part.NONE, rows);
    }

    /** Publishes a whole snapshot in one batch. */
    public CompletionStage<Outcome> snapshot(Row... rows) {
        return part(PublishBatch.Part.ONLY, rows);
    }

    /** Publishes the next batch, part of a snapshot. */
    public CompletionStage<Outcome> part(PublishBatch.Part part, Row... rows) {
        number++;
        return repeat(part, rows);
    }

    /** Publishes a batch under the number of the last one. */
    public CompletionStage<Outcome> repeat(PublishBatch.Part part, Row... rows) {
        return store.execute(name, new PublishBatch(sessionId(), NODE, number, part, List.of(rows)));
    }

    /** Calls without anything to publish. */
    public CompletionStage<Outcome> keepAlive() {
        return store.execute(name, new SessionCall(sessionId(), NODE, SessionCall.Kind.ALIVE, 0));
    }

    /** Closes the session. */
    public CompletionStage<Outcome> close() {
        return store.execute(name, new EndSession(sessionId(), EndSession.CLOSED, "end of " + sessionId()));
    }

    /** A user with the usual address, logged on, with this status key. */
    public Row user(String id, String key) {
        return user(id, email(id), key);
    }

    /** A user with this address. */
    public Row user(String id, String email, String key) {
        return encoder.encode(Status.newBuilder()
                .setUserId(id)
                .setEmail(email)
                .setStatusKey(key)
                .setPersistent(true)
                .setLogonServer(name)
                .build());
    }

    /** The usual address of a user. */
    public static String email(String id) {
        return id + "@example.com";
    }

    /** What a publisher sends to remove a user. */
    public static Row removal(String id) {
        return Row.removed(id, "");
    }

    /** Users u0, u1, … with this status key. */
    public Row[] users(int count, String key) {
        List<Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(user("u" + i, key));
        }
        return rows.toArray(new Row[0]);
    }
}
