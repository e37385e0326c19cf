package org.statusaggregator.core.directory.replica;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a shared list but its contacts.
 *
 * @param commits the last states that readers may have seen, oldest first, at most {@value #MOST_COMMITS}; empty = the list is not held yet. Two copies that know the id
 *     of a state agree up to it
 * @param total how many states there have been
 * @param poll the state of its polls
 * @param held a difference that awaits confirmation; null = none
 */
public record ListHeader(List<Commit> commits, long total, PollState poll, @Nullable Held held) {
    static final int MOST_COMMITS = 16;

    /** A list that is not held yet. */
    public static final ListHeader NEW = new ListHeader(List.of(), 0, PollState.NEW, null);

    /**
     * A difference that awaits confirmation.
     *
     * @param counts what it would do
     * @param sinceMillis when it was held back
     */
    public record Held(PollCounts counts, long sinceMillis) {}

    /** Copies the states. */
    public ListHeader {
        commits = List.copyOf(commits);
    }

    /** Whether contacts were ever taken over. */
    public boolean isHeld() {
        return !commits.isEmpty();
    }

    /** The state that readers see; (0, 0) = none yet. */
    public Commit last() {
        return commits.isEmpty() ? new Commit(0, 0) : commits.get(commits.size() - 1);
    }

    /** Where a reader stands that has everything. */
    public ListPosition end() {
        return new ListPosition(last().id(), last().through(), last().through());
    }

    /** Changes up to here are remembered only by what they led to. */
    long prunedThrough() {
        return commits.isEmpty() ? 0 : commits.get(0).through();
    }

    /** Whether a reader at this position can go on with the changes after it. */
    public boolean canContinue(ListPosition position) {
        return Math.max(position.sequence(), position.began()) >= prunedThrough()
                && commits.stream()
                        .anyMatch(
                                commit -> commit.id() == position.commit() && position.sequence() <= commit.through());
    }

    ListHeader committed(Commit commit) {
        List<Commit> all = new ArrayList<>(commits);
        all.add(commit);
        List<Commit> kept = all.subList(Math.max(0, all.size() - MOST_COMMITS), all.size());
        return new ListHeader(kept, total + 1, poll, null);
    }

    ListHeader withPoll(PollState state) {
        return new ListHeader(commits, total, state, held);
    }

    ListHeader withHeld(@Nullable Held difference) {
        return new ListHeader(commits, total, poll, difference);
    }
}
