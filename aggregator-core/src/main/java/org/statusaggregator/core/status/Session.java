package org.statusaggregator.core.status;

import java.util.List;

/**
 * The publishing session of a CIC server. It lives in the roster, so it belongs to the cluster and not to the node that holds the connection.
 *
 * @param id opaque; equals the id of the epoch that it opened
 * @param home where the CIC server publishes to, and whether its connection there stands
 * @param lease counter and length of the lease
 * @param batches what was published so far
 * @param about what people want to know
 */
public record Session(String id, Home home, Lease lease, Batches batches, About about) {
    /**
     * Where the CIC server publishes to.
     *
     * @param node the node's name
     * @param connected false once the connection was seen to break
     */
    public record Home(String node, boolean connected) {}

    /**
     * The lease: each member times the counter by its own clock.
     *
     * @param counter grows with every call
     * @param millis without growth of the counter for this long the session ends
     */
    public record Lease(long counter, long millis) {
        Lease renewed() {
            return new Lease(counter + 1, millis);
        }
    }

    /**
     * Batches so far.
     *
     * @param last number of the last batch; 0 before the first; {@link #UNKNOWN} if what was published is not known exactly
     * @param before the roster's sequence before the last batch
     * @param snapshot how far the full snapshot is
     * @param named how many users the running snapshot has named; 0 while none runs. A copy that knows of fewer has missed some
     */
    public record Batches(long last, long before, Snapshot snapshot, int named) {
        /** The roster came back from a reader who did not know all that the session depends on: it has to be opened anew. */
        static final long UNKNOWN = -1;

        Batches before(long sequence) {
            return new Batches(last, sequence, snapshot, named);
        }
    }

    /** How far the session's full snapshot is. The order of the constants is stored and travels between nodes: append only. */
    public enum Snapshot {
        /** None has begun. */
        MISSING,
        /** The first one is running: rows may be missing or old. */
        FIRST_RUNNING,
        /** Complete. */
        COMPLETE,
        /** Complete, and a later one is running. */
        AGAIN_RUNNING;

        private static final Snapshot[] VALUES = values();

        /** The constant with this ordinal. */
        public static Snapshot of(int ordinal) {
            return VALUES[ordinal];
        }

        boolean running() {
            return this == FIRST_RUNNING || this == AGAIN_RUNNING;
        }

        boolean complete() {
            return this == COMPLETE || this == AGAIN_RUNNING;
        }

        Snapshot begun() {
            return complete() ? AGAIN_RUNNING : FIRST_RUNNING;
        }
    }

    /**
     * For people.
     *
     * @param openedAtMillis when it was opened, by the home node's clock then
     * @param client name and version of the publisher's program
     * @param names the names in its certificate
     */
    public record About(long openedAtMillis, String client, List<String> names) {
        /** Copies the names. */
        public About {
            names = List.copyOf(names);
        }
    }

    /** The session with its lease renewed by a call through this node. */
    Session calledThrough(String node) {
        return new Session(id, new Home(node, true), lease.renewed(), batches, about);
    }

    Session with(Batches newBatches) {
        return new Session(id, home, lease, newBatches, about);
    }

    /** The session of a roster that lacks something: it has to be opened anew. */
    Session doubtful() {
        return with(new Batches(Batches.UNKNOWN, batches.before(), batches.snapshot(), batches.named()));
    }

    /** Whether it can go on: what it has published is known. */
    boolean canGoOn() {
        return batches.last() != Batches.UNKNOWN;
    }

    Session disconnected() {
        return new Session(id, new Home(home.node(), false), lease, batches, about);
    }
}
