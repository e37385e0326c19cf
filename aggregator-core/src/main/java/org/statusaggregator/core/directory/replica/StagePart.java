package org.statusaggregator.core.directory.replica;

import java.util.List;
import org.statusaggregator.core.directory.Contact;

/**
 * Adds a part to the difference of the running poll.
 *
 * @param pollId of the poll
 * @param before how much of it was staged before
 * @param put contacts that are new or changed
 * @param removed ids of those that are gone
 */
public record StagePart(String pollId, int before, List<Contact> put, List<String> removed) implements ListRequest {
    /** Copies both lists. */
    public StagePart {
        put = List.copyOf(put);
        removed = List.copyOf(removed);
    }

    @Override
    public ListDecision decide(SharedList list) {
        ListHeader header = list.header();
        if (!header.poll().running().id().equals(pollId)) {
            return ListDecision.refused(ListRefusal.POLL_OVER, header);
        }
        int size = put.size() + removed.size();
        int staged = list.stagedSize(pollId);
        if (size > 0 && staged == before + size) {
            return ListDecision.already(header);
        }
        if (staged != before) {
            return ListDecision.refused(ListRefusal.OUT_OF_ORDER, header);
        }
        long fingerprint = before == 0 ? 0 : list.stagedFingerprint();
        ListChange.Part part = new ListChange.Part(pollId, before, fingerprint, put, removed);
        ListHeader after = before == 0 ? header.withHeld(null) : header;
        return ListDecision.done(new ListChange(ListChange.Kind.STAGE, after, part));
    }
}
