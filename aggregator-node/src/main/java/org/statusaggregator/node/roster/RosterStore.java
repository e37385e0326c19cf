package org.statusaggregator.node.roster;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterAnswer;
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

    /** Calls the listener with a CIC server's name when its roster may have changed. Hints may be lost, late or idle: the read is the truth. */
    void onHint(Consumer<String> listener);

    /**
     * What became of a request.
     *
     * @param answer the roster's answer
     * @param copies on how many nodes the outcome is held
     */
    record Outcome(RosterAnswer answer, int copies) {}
}
