package org.statusaggregator.node.watch;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who is sent everything now, and who waits for a turn, in the order of coming: after a failover every reader of a dead node asks at once, and what a stream
 * has not taken yet stands in memory. A reader that takes nothing loses its turn, but not its place in its own snapshot. Only the view's thread touches it.
 */
final class SnapshotTurns {
    private final int atOnce;
    private final Set<Watcher> running = new LinkedHashSet<>();
    private final ArrayDeque<Watcher> waiting = new ArrayDeque<>();

    private final Consumer<Watcher> begin;

    /** So many turns at once; {@code begin} lets a watcher begin. */
    SnapshotTurns(int atOnce, Consumer<Watcher> begin) {
        this.atOnce = atOnce;
        this.begin = begin;
    }

    /** Begins, or waits for its turn. */
    void enter(Watcher watcher) {
        waiting.add(watcher);
        goOn();
    }

    /** It wants no turn any more, and what it asked for is not kept until one comes. */
    void leave(Watcher watcher) {
        waiting.remove(watcher);
    }

    /** Whose snapshot has ended, or stands still, makes place. */
    void goOn() {
        while (!waiting.isEmpty()) {
            running.removeIf(watcher -> !watcher.takesSnapshot());
            if (running.size() >= atOnce) {
                return;
            }
            Watcher next = waiting.remove();
            running.add(next);
            begin.accept(next);
        }
    }
}
