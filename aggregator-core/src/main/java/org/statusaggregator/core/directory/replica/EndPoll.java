package org.statusaggregator.core.directory.replica;

import java.util.List;

/**
 * Ends the running poll: takes the staged difference over, holds it back, or forgets it.
 *
 * @param pollId of the poll
 * @param base the state that the difference was made from; the list must still be in it
 * @param staged how many changes were staged
 * @param commitId of the new state; random
 * @param result how it ended
 */
public record EndPoll(String pollId, long base, int staged, long commitId, PollState.Ended result)
        implements ListRequest {
    @Override
    public ListDecision decide(SharedList list) {
        ListHeader header = list.header();
        if (header.poll().running().id().isEmpty() && header.poll().last().equals(result)) {
            return ListDecision.already(header);
        }
        if (!header.poll().running().id().equals(pollId)) {
            return ListDecision.refused(ListRefusal.POLL_OVER, header);
        }
        ListHeader ended = header.withPoll(header.poll().ended(result));
        return switch (result.outcome()) {
            case NEVER -> throw new IllegalArgumentException("a poll that ended was one");
            case FAILED -> failed(list, ended);
            case UNCHANGED ->
                ListDecision.done(new ListChange(ListChange.Kind.CLEAR, ended.withHeld(null), ListChange.Part.NONE));
            case CHANGED -> isComplete(list) && staged > 0 ? commit(list, ended, commitId) : outOfOrder(header);
            case HELD_BACK ->
                isComplete(list)
                        ? ListDecision.done(ListChange.header(
                                ended.withHeld(new ListHeader.Held(result.counts(), result.endedAt()))))
                        : outOfOrder(header);
        };
    }

    /** What an earlier poll left for confirmation stays. */
    private ListDecision failed(SharedList list, ListHeader ended) {
        boolean keep = ended.held() != null && !list.stagedPoll().equals(pollId);
        return keep
                ? ListDecision.done(ListChange.header(ended))
                : ListDecision.done(new ListChange(ListChange.Kind.CLEAR, ended.withHeld(null), ListChange.Part.NONE));
    }

    private boolean isComplete(SharedList list) {
        return list.header().last().id() == base && list.stagedSize(pollId) == staged;
    }

    private static ListDecision outOfOrder(ListHeader header) {
        return ListDecision.refused(ListRefusal.OUT_OF_ORDER, header);
    }

    /** Takes over what is staged. */
    static ListDecision commit(SharedList list, ListHeader header, long commitId) {
        String pollId = list.stagedPoll();
        int size = list.stagedSize(pollId);
        Commit commit = new Commit(commitId, list.header().last().through() + size);
        ListChange.Part part = new ListChange.Part(pollId, size, list.stagedFingerprint(), List.of(), List.of());
        return ListDecision.done(new ListChange(ListChange.Kind.COMMIT, header.committed(commit), part));
    }
}
