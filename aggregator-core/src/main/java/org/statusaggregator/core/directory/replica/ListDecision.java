package org.statusaggregator.core.directory.replica;

import org.jspecify.annotations.Nullable;

/**
 * What a list decided.
 *
 * @param refusal why not; null = done
 * @param header of the list after it
 * @param change to install on owner and backup first; null = nothing changes
 */
public record ListDecision(@Nullable ListRefusal refusal, ListHeader header, @Nullable ListChange change) {
    static ListDecision done(ListChange change) {
        return new ListDecision(null, change.header(), change);
    }

    static ListDecision already(ListHeader header) {
        return new ListDecision(null, header, null);
    }

    static ListDecision refused(ListRefusal refusal, ListHeader header) {
        return new ListDecision(refusal, header, null);
    }
}
