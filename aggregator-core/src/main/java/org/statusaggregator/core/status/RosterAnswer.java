package org.statusaggregator.core.status;

import org.jspecify.annotations.Nullable;

/**
 * A roster's answer to a request.
 *
 * @param refusal why nothing was done; null = done
 * @param epoch the current epoch's number
 * @param sequence of the last change; after a repeated batch, of that batch
 * @param lastBatch number of the session's last batch
 */
public record RosterAnswer(@Nullable Refusal refusal, long epoch, long sequence, long lastBatch) {
    static RosterAnswer done(RosterHeader header) {
        Session session = header.session();
        long lastBatch = session == null ? 0 : session.batches().last();
        return new RosterAnswer(null, header.epoch().number(), header.sequence(), lastBatch);
    }

    static RosterAnswer refused(Refusal refusal, @Nullable RosterHeader header) {
        if (header == null) {
            return new RosterAnswer(refusal, 0, 0, 0);
        }
        RosterAnswer state = done(header);
        return new RosterAnswer(refusal, state.epoch, state.sequence, state.lastBatch);
    }
}
