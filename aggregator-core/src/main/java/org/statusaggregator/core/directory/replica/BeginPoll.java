package org.statusaggregator.core.directory.replica;

/**
 * Begins a poll. An older one that is still under way can change nothing any more. What awaits confirmation stays until this poll has read the directory.
 *
 * @param poll random id, node, time
 */
public record BeginPoll(PollState.Running poll) implements ListRequest {
    @Override
    public ListDecision decide(SharedList list) {
        ListHeader header = list.header();
        if (header.poll().running().id().equals(poll.id())) {
            return ListDecision.already(header);
        }
        return ListDecision.done(ListChange.header(header.withPoll(header.poll().began(poll))));
    }
}
