package org.statusaggregator.node.roster;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterAnswer;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.RosterRequest;

/** The replicated rosters of the cluster, one for each CIC server. Thread-safe; nothing here blocks but {@link #cicServers}. */
public interface RosterStore {
    /**
     * Carries out a request in one atomic step on the roster. Completes when the outcome is held by as many nodes as {@code copies} says;
     * exceptionally with {@link NotReplicatedException} when that could not be found out in time (repeating the request is safe).
     */
    CompletionStage<Outcome> execute(String cicServer, RosterRequest request);

    /** What a reader at this position needs next; null when no roster of that name is held. */
    CompletionStage<@Nullable RosterDelta> read(String cicServer, Position position, int limit);

    /** The names of all CIC servers that are known. Blocks for a round trip to the other nodes. */
    Set<String> cicServers();

    /** Tells the listener of changes from now on. */
    void listen(Listener listener);

    /** Hears of changes. Called on the store's threads: must not block. What it hears may be lost, late or idle: the read is the truth. */
    interface Listener {
        /**
         * A copy of the roster on this node took in the change. Those of one roster come in the order in which the copy took them; a change may have been
         * lost between two of them ({@link RosterChange#continues} tells).
         */
        void changed(RosterChange change);

        /** A roster may have changed of which this node has no copy, or which changed as a whole. */
        void mayHaveChanged(String cicServer);
    }

    /**
     * What became of a request.
     *
     * @param answer the roster's answer
     * @param copies on how many nodes the outcome is held
     */
    record Outcome(RosterAnswer answer, int copies) {}
}
