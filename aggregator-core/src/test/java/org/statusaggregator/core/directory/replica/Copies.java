package org.statusaggregator.core.directory.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/** A shared list on its owner and its backup, as the grid keeps it. */
final class Copies {
    SharedList owner = new SharedList();

    @Nullable SharedList backup = new SharedList();

    ListDecision ask(ListRequest request) {
        ListDecision decision = askOwnerOnly(request);
        if (decision.change() != null && backup != null && !backup.install(decision.change())) {
            backup = null;
        }
        return decision;
    }

    /** The backup misses it. */
    ListDecision askOwnerOnly(ListRequest request) {
        ListDecision decision = request.decide(owner);
        if (decision.change() != null) {
            assertThat(owner.install(decision.change())).isTrue();
        }
        return decision;
    }

    static SharedList copy(SharedList list) {
        return new SharedList(list.parts());
    }
}
