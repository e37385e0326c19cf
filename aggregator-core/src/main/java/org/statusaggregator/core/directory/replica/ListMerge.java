package org.statusaggregator.core.directory.replica;

/**
 * Which of two copies of a list counts after a network split: the one with more states, then the longer one, then the greater id. It is kept whole, and if the copies differ
 * it is polled soon. Commutative, associative and idempotent in what readers see.
 */
public final class ListMerge {
    private ListMerge() {}

    /** The copy that counts. */
    public static SharedList merge(SharedList one, SharedList other) {
        SharedList winner = order(one.header(), other.header()) >= 0 ? one : other;
        SharedList loser = winner == one ? other : one;
        Commit lost = loser.header().last();
        boolean same = loser.header().equals(winner.header());
        boolean known = !loser.header().isHeld() || winner.header().commits().contains(lost);
        if (same || known) {
            return winner;
        }
        SharedList.Parts parts = winner.parts();
        ListHeader header = parts.header();
        ListHeader soon = header.withPoll(header.poll().requested(header.poll().succeededAt()));
        return new SharedList(new SharedList.Parts(soon, parts.slots(), parts.staged()));
    }

    private static int order(ListHeader one, ListHeader other) {
        int order = Long.compare(one.total(), other.total());
        if (order == 0) {
            order = Long.compare(one.last().through(), other.last().through());
        }
        if (order == 0) {
            order = Long.compare(one.last().id(), other.last().id());
        }
        if (order == 0) {
            order = Long.compare(
                    one.poll().last().endedAt(), other.poll().last().endedAt());
        }
        return order != 0
                ? order
                : Long.compare(one.poll().requestedAt(), other.poll().requestedAt());
    }
}
