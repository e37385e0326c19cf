package org.statusaggregator.core.status;

import org.jspecify.annotations.Nullable;

/**
 * What a roster decided: the answer, and the change to install first.
 *
 * @param answer to the caller
 * @param change to install on owner and backup; null = nothing changes
 */
public record Decision(RosterAnswer answer, @Nullable RosterChange change) {
    static Decision done(RosterChange change) {
        return new Decision(RosterAnswer.done(change.header()), change);
    }

    static Decision refused(Refusal refusal, @Nullable RosterHeader header) {
        return new Decision(RosterAnswer.refused(refusal, header), null);
    }
}
