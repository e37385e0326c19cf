package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.PublishBatch.Part;

/**
 * A CIC server as its client behaves: one call in flight, repeated unaltered until it is answered; a lost session is opened anew and followed by a
 * full snapshot; one that was taken over is given up. Once its snapshot is complete, each answer must leave exactly its users in the roster.
 */
final class SimulatedCic {
    private static final String[] USERS = {"anna", "ben", "cleo", "dora", "emil", "fritz", "gabi"};
    private static final String[] ADDRESSES = {"@one", "@two", "@three"};
    private static final String[] KEYS = {"", " key=Lunch", " key=Home keep"};

    private final Random random;
    private final String name;
    private final Truth truth;

    private int sessions;
    private String sessionId = "";
    private long lastEpoch;
    private long lastNumber;
    private @Nullable RosterRequest pending;
    private boolean confirmed;
    /** Users whom the running snapshot has still to name; null = it has not begun. */
    private @Nullable Deque<String> toName;

    private State state = State.CLOSED;

    enum State {
        /** It has no session. */
        CLOSED,
        /** It has one and has not published everything. */
        SYNCHRONIZING,
        /** Everything is published. */
        CURRENT,
        /** Another one has taken over. */
        GIVEN_UP
    }

    /** What the users' rows should be, and who may change them: of several that publish for one CIC server, the one that opened last. */
    static final class Truth {
        private final TreeMap<String, Row> rows = new TreeMap<>();
        private @Nullable SimulatedCic active;
    }

    SimulatedCic(String name, Truth truth, Random random) {
        this.name = name;
        this.truth = truth;
        this.random = random;
    }

    State state() {
        return state;
    }

    /** Whether it waits for nothing and has published everything. */
    private boolean isSettled() {
        return isActive() && state == State.CURRENT && pending == null;
    }

    /** Whether the last answer said that everything is published, and came from a roster that has it all. */
    boolean isConfirmed() {
        return isSettled() && confirmed;
    }

    /** What it was told may no longer be so. */
    void doubt() {
        confirmed = false;
    }

    private boolean isActive() {
        return truth.active == this;
    }

    /** Makes its next call, or repeats the one that was not answered. */
    void call(SimulatedSide side, boolean answerIsLost) {
        if (state == State.GIVEN_UP) {
            return;
        }
        if (pending == null) {
            pending = next();
        }
        RosterAnswer answer = side.execute(pending, answerIsLost);
        if (answer != null) {
            RosterRequest request = pending;
            pending = null;
            answered(request, answer, side);
        }
    }

    private void answered(RosterRequest request, RosterAnswer answer, SimulatedSide side) {
        if (answer.refusal() == Refusal.SESSION_TAKEN_OVER) {
            state = State.GIVEN_UP;
        } else if (answer.refusal() != null) {
            assertThat(answer.refusal()).isIn(Refusal.SESSION_LOST, Refusal.BATCH_OUT_OF_ORDER);
            state = State.CLOSED;
        } else if (request instanceof OpenSession) {
            lastEpoch = answer.epoch();
            lastNumber = 0;
            truth.active = this;
            toName = null;
            state = State.SYNCHRONIZING;
        } else if (request instanceof EndSession) {
            state = State.CLOSED;
        } else if (request instanceof PublishBatch batch && batch.part().ends()) {
            state = State.CURRENT;
        }
        if (isSettled()) {
            assertThat(answer.lastBatch()).as("last batch").isEqualTo(lastNumber);
            assertPublished(side.owner());
        }
        confirmed = answer.refusal() == null;
    }

    private RosterRequest next() {
        if (state == State.CLOSED) {
            sessions++;
            sessionId = name + "-" + sessions;
            OpenSession.Terms terms = new OpenSession.Terms(true, lastEpoch, 1_000);
            return new OpenSession("cic1", sessionId, node(), terms, Publisher.ABOUT);
        }
        int dice = random.nextInt(20);
        if (dice == 0 || !isActive()) {
            return new SessionCall(sessionId, node(), SessionCall.Kind.ALIVE, lastNumber);
        }
        if (dice == 1 && random.nextInt(5) == 0) {
            return new EndSession(sessionId, EndSession.CLOSED, "end-" + sessionId);
        }
        boolean snapshot = state == State.SYNCHRONIZING ? dice % 3 != 0 : dice == 2;
        return snapshot ? snapshotPart() : batch(Part.NONE, changes());
    }

    private PublishBatch snapshotPart() {
        state = State.SYNCHRONIZING;
        boolean first = toName == null || random.nextInt(25) == 0;
        if (first) {
            toName = new ArrayDeque<>(truth.rows.keySet());
        }
        Deque<String> rest = toName == null ? new ArrayDeque<>() : toName;
        List<Row> rows = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0 && !rest.isEmpty(); i--) {
            Row row = truth.rows.get(rest.remove());
            if (row != null) {
                rows.add(row);
            }
        }
        boolean last = rest.isEmpty() && random.nextInt(3) != 0;
        toName = last ? null : rest;
        return batch(Part.of(first, last), rows);
    }

    private PublishBatch batch(Part part, List<Row> rows) {
        lastNumber++;
        return new PublishBatch(sessionId, node(), lastNumber, part, rows);
    }

    /** At most one for each user, so that the rule about logoffs depends on nothing that the roster may have forgotten. */
    private List<Row> changes() {
        Map<String, Row> rows = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String user = USERS[random.nextInt(USERS.length)];
            if (!rows.containsKey(user)) {
                rows.put(user, change(user));
            }
        }
        return new ArrayList<>(rows.values());
    }

    private Row change(String user) {
        if (random.nextInt(6) == 0) {
            truth.rows.remove(user);
            return TestRows.removal(user);
        }
        Row held = truth.rows.get(user);
        String email = held == null || random.nextInt(6) == 0 ? address() : held.email();
        boolean on = random.nextInt(3) != 0;
        boolean logoff = held != null && held.facts().loggedOn() && !on;
        String key = on || (logoff && state == State.CURRENT) ? KEYS[random.nextInt(KEYS.length)] : "";
        String words = (on ? "on" : "off") + (random.nextBoolean() ? " phone" : "");
        Row sent = TestRows.row(user, email, words + key);
        truth.rows.put(user, logoff && sent.facts().transientKey() ? TestRows.row(user, email, words) : sent);
        return sent;
    }

    private String address() {
        return ADDRESSES[random.nextInt(ADDRESSES.length)];
    }

    private String node() {
        return "node" + random.nextInt(2);
    }

    private void assertPublished(Roster roster) {
        assertThat(contents(Replicas.live(roster))).isEqualTo(contents(truth.rows));
    }

    private static Map<String, String> contents(Map<String, Row> rows) {
        Map<String, String> contents = new TreeMap<>();
        rows.forEach((user, row) -> contents.put(user, TestRows.content(row)));
        return contents;
    }
}
