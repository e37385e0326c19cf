package org.statusaggregator.core.directory.replica;

/**
 * Ends an offer of a list that a node still has, from its memory or its disk: staged like a poll, taken only if the cluster holds nothing of the list. The state of its
 * polls comes with it.
 *
 * @param pollId of the {@link BeginPoll} that began the offer
 * @param staged how many contacts were staged
 * @param commitId of the new state; random
 * @param poll the state of its polls as the node knew it
 */
public record EndOffer(String pollId, int staged, long commitId, PollState poll) implements ListRequest {
    @Override
    public ListDecision decide(SharedList list) {
        ListHeader header = list.header();
        if (header.last().id() == commitId) {
            return ListDecision.already(header);
        }
        if (!header.poll().running().id().equals(pollId)) {
            return ListDecision.refused(ListRefusal.POLL_OVER, header);
        }
        if (header.isHeld()) {
            return ListDecision.refused(ListRefusal.HELD_ALREADY, header);
        }
        if (list.stagedSize(pollId) != staged) {
            return ListDecision.refused(ListRefusal.OUT_OF_ORDER, header);
        }
        return EndPoll.commit(list, header.withPoll(poll.withoutRunning()), commitId);
    }
}
