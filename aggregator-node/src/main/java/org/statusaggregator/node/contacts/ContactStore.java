package org.statusaggregator.node.contacts;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.core.directory.replica.ListRefusal;
import org.statusaggregator.core.directory.replica.ListRequest;

/** The contact lists that the cluster shares. Thread-safe; nothing here blocks. */
public interface ContactStore {
    /**
     * Carries out a request in one atomic step on the list. Completes when owner and backup have it; exceptionally with
     * {@link org.statusaggregator.node.roster.NotReplicatedException} when that could not be found out in time (repeating the request is safe).
     */
    CompletionStage<Answer> execute(String list, ListRequest request);

    /** What a reader at this position needs next, at most so many changes. A list that the cluster does not hold has nothing. */
    CompletionStage<ListDelta> read(String list, ListPosition position, int limit);

    /** Calls the listener with a list's name when it may have changed. Hints may be lost, late or idle: the read is the truth. */
    void onHint(Consumer<String> listener);

    /**
     * What became of a request.
     *
     * @param refusal why not; null = done
     * @param header of the list after it
     */
    record Answer(@Nullable ListRefusal refusal, ListHeader header) {}
}
