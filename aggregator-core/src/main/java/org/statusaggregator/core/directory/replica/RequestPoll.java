package org.statusaggregator.core.directory.replica;

/**
 * Asks whoever polls to do so now.
 *
 * @param atMillis when it was asked for
 */
public record RequestPoll(long atMillis) implements ListRequest {
    @Override
    public ListDecision decide(SharedList list) {
        ListHeader header = list.header();
        if (header.poll().requestedAt() > 0) {
            return ListDecision.already(header);
        }
        return ListDecision.done(ListChange.header(header.withPoll(header.poll().requested(atMillis))));
    }
}
