package org.statusaggregator.node.view;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.RowLog;
import org.statusaggregator.core.wire.WatchMessages;

/** One roster as this node knows it. Only the view's thread touches it. */
public final class RosterView {
    /** So many are kept for other readers: a watcher sends what has gathered before the next one is told of it. */
    private static final int BATCHES = 4;

    /** Rows in a batch. */
    public static final int BATCH = 512;

    private final String cicServer;
    private RosterHeader header;
    private RowLog rows = new RowLog();
    /** How far reading has come. */
    private Position position = Position.START;
    /** How far what is shown goes: the same, except while a whole read is under way. */
    private Position shown = Position.START;
    /** Removals up to this sequence were forgotten by a copy that was read. */
    private long forgotten;
    /** A whole read that has not ended yet; what is shown stays as it was until then. */
    private @Nullable RowLog incoming;

    /** What readers were given last of what is shown now, the newest first. */
    private final ArrayDeque<Batch> batches = new ArrayDeque<>();

    RosterView(String cicServer, RosterHeader header) {
        this.cicServer = cicServer;
        this.header = header;
    }

    /** The CIC server's logical name. */
    public String cicServer() {
        return cicServer;
    }

    /** Everything but the rows, as of the last read that was complete. */
    public RosterHeader header() {
        return header;
    }

    /** The rows; to be read only. */
    public RowLog rows() {
        return rows;
    }

    /** From where the next read goes on. */
    Position position() {
        return position;
    }

    /**
     * Takes in what a read brought.
     *
     * @param onRow called for each row that is shown and may say something new about an address
     * @return whether what is shown changed
     */
    boolean apply(RosterDelta delta, Runnable onReplace, Consumer<Row> onRow) {
        batches.clear();
        if (delta.whole()) {
            incoming = new RowLog();
            forgotten = 0;
        }
        RowLog target = incoming != null ? incoming : rows;
        boolean isShown = incoming == null;
        target.putAll(delta.rows(), (row, knownThere) -> {
            if (isShown && !knownThere) {
                onRow.accept(row);
            }
        });
        position = delta.next();
        // not every copy of the roster has forgotten as much as the one that was read before
        forgotten = Math.max(forgotten, delta.header().prunedThrough());
        if (delta.more() && incoming != null) {
            return false;
        }
        if (incoming != null) {
            onReplace.run();
            rows = incoming;
            incoming = null;
            rows.forEach(onRow);
        }
        rows.pruneRemovals(forgotten);
        header = delta.header().forgetting(forgotten);
        shown = position;
        return true;
    }

    /** Whether a whole read is under way. */
    boolean isBeingReplaced() {
        return incoming != null;
    }

    /** Whether what is shown has grown out of the state with this header: it, or what came of it, has been taken in. */
    boolean isPast(RosterHeader state) {
        return header.hasPassed(state.end()) && (!header.end().equals(state.end()) || header.isAfterCallOf(state));
    }

    /** Whether anything is shown yet: not before the first whole read has ended. */
    boolean isShown() {
        return !shown.equals(Position.START);
    }

    /** Where a reader stands that has been given everything that is shown. */
    public Position shown() {
        return shown;
    }

    /** The sequence through which readers may be given rows. */
    public long end() {
        return shown.sequence();
    }

    /** The next rows after this sequence, at most {@link #BATCH}, encoded. Readers at the same place share the bytes, also if others have gone on by a few batches. */
    public Batch batchAfter(long sequence) {
        for (Batch batch : batches) {
            if (batch.after == sequence) {
                return batch;
            }
        }
        List<Row> next = rows.after(sequence, BATCH);
        long through = next.size() == BATCH ? next.get(BATCH - 1).sequence() : end();
        byte[] message = next.isEmpty() ? new byte[0] : WatchMessages.rows(cicServer, next);
        Batch encoded = new Batch(sequence, through, next.size(), message);
        if (batches.size() == BATCHES) {
            batches.removeLast();
        }
        batches.addFirst(encoded);
        return encoded;
    }

    /** Forgets what is kept for other readers, who have had their time: of many rosters that rest it would be much. */
    public void forgetBatches() {
        batches.clear();
    }

    /** Rows of one CIC server, encoded as one message of a watch. */
    public static final class Batch {
        private final long after;
        private final long through;
        private final int size;
        private final byte[] message;

        Batch(long after, long through, int size, byte[] message) {
            this.after = after;
            this.through = through;
            this.size = size;
            this.message = message;
        }

        /** A reader that has it has everything up to this sequence. */
        public long through() {
            return through;
        }

        /** How many rows it has. */
        public int size() {
            return size;
        }

        /** The message; empty without rows. Shared: not to be changed. */
        public byte[] message() {
            return message;
        }
    }
}
