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
