package org.statusaggregator.node.watch;

import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.node.view.RosterView;

/** How far one watcher has read one roster. */
final class Cursor {
    final RosterView roster;
    /** Everything up to here was sent. */
    Position position;
    /** The state of the CIC server that was last told; null = none yet. */
    @Nullable CicServerState told;

    Walk walk;
    /** With a walk through everything: where it ends. */
    long target;
    /** Whether it stands in the watcher's queue. */
    boolean queued;

    /** Whether it waits for the view to reach the position that it was resumed at. */
    boolean parked;
    /** For how many more signs of life it may wait so. */
    private int patience = PATIENCE;

    /** A node that takes over a watch may know a little less than the one that died; it learns the rest within a round. */
    private static final int PATIENCE = 2;

    /** What the cursor is sending. */
    enum Walk {
        /** Changes. */
        CHANGES,
        /** Everything, as part of a snapshot or because the roster is new to the watcher. */
        FIRST,
        /** Everything once more, between resync marks. */
        RESYNC
    }

    private Cursor(RosterView roster, Position position, Walk walk) {
        this.roster = roster;
        this.position = position;
        this.walk = walk;
        this.target = roster.end();
    }

    /** A cursor that has read nothing. */
    static Cursor atStart(RosterView roster) {
        return new Cursor(roster, begin(roster), Walk.FIRST);
    }

    /** A cursor that goes on where another one stood. */
    static Cursor at(RosterView roster, Position position) {
        return new Cursor(roster, position, Walk.CHANGES);
    }

    /** Starts anew, because what was sent cannot be continued. */
    void restart() {
        boolean nothingSent = walk == Walk.FIRST && position.sequence() == 0;
        walk = nothingSent ? Walk.FIRST : Walk.RESYNC;
        position = begin(roster);
        target = roster.end();
    }

    boolean canContinue() {
        return roster.header().canContinue(position);
    }

    /** Whether to wait for what the reader has read already, rather than to send everything once more from a view that is behind. */
    boolean park() {
        parked = walk == Walk.CHANGES && patience > 0 && roster.header().mayReach(position);
        return parked;
    }

    /** A sign of life passed. Returns whether the wait is over. */
    boolean losesPatience() {
        return parked && --patience == 0;
    }

    void sentThrough(long sequence) {
        Position shown = roster.shown();
        position = new Position(shown.branch(), sequence, shown.end(), position.began());
    }

    boolean atEnd() {
        return position.sequence() >= roster.end();
    }

    private static Position begin(RosterView roster) {
        Position shown = roster.shown();
        long began = Math.max(shown.sequence(), shown.began()); // what the view has not missed, its copy has not
        return new Position(shown.branch(), 0, shown.end(), began);
    }
}
