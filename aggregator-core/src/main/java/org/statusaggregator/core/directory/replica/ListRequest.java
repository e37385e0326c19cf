package org.statusaggregator.core.directory.replica;

/**
 * Something to be done to a shared list in one step. A request reads no clock and no random source, and repeating it is safe. A poll is {@link BeginPoll}, any number of
 * {@link StagePart}s, {@link EndPoll}.
 */
public interface ListRequest {
    /** Decides, without changing the list. */
    ListDecision decide(SharedList list);
}
