package org.statusaggregator.core.directory.replica;

/**
 * Takes over the difference that awaits confirmation.
 *
 * @param commitId of the new state; random
 */
public record AcceptHeld(long commitId) implements ListRequest {
    @Override
    public ListDecision decide(SharedList list) {
        ListHeader header = list.header();
        if (header.last().id() == commitId) {
            return ListDecision.already(header);
        }
        ListHeader.Held held = header.held();
        if (held == null) {
            return ListDecision.refused(ListRefusal.NOTHING_HELD_BACK, header);
        }
        PollState.Ended last = header.poll().last();
        PollState.Ended accepted = new PollState.Ended(
                PollOutcome.CHANGED, "confirmed", held.counts(), last.node(), last.beganAt(), last.endedAt());
        PollState poll = header.poll();
        PollState state =
                new PollState(poll.running(), accepted, poll.firstAt(), poll.succeededAt(), 0, poll.requestedAt());
        return EndPoll.commit(list, header.withPoll(state), commitId);
    }
}
