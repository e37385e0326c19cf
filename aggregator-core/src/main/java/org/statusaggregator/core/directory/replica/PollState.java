package org.statusaggregator.core.directory.replica;

/**
 * Where the polling of a list stands, for all nodes. Times are milliseconds of the polling node's clock; 0 = never.
 *
 * @param running the poll that is under way; only it may change the list. {@link Running#NONE} = none is
 * @param last how the last one ended
 * @param firstAt when the list was polled first
 * @param succeededAt when the directory was last read to its end
 * @param failures how many polls in a row failed
 * @param requestedAt when somebody asked for a poll that has not begun since
 */
public record PollState(Running running, Ended last, long firstAt, long succeededAt, int failures, long requestedAt) {
    /** A list that has never been polled. */
    public static final PollState NEW = new PollState(Running.NONE, Ended.NEVER, 0, 0, 0, 0);

    /**
     * A poll under way.
     *
     * @param id random
     * @param node that polls
     * @param beganAt when
     */
    public record Running(String id, String node, long beganAt) {
        /** None is under way. */
        public static final Running NONE = new Running("", "", 0);
    }

    /**
     * A poll that has ended.
     *
     * @param outcome how
     * @param message what a person should know: why it failed or was held back, or what could not be used; "" = nothing
     * @param counts what it counted
     * @param node that polled
     * @param beganAt when it began
     * @param endedAt when it ended
     */
    public record Ended(
            PollOutcome outcome, String message, PollCounts counts, String node, long beganAt, long endedAt) {
        /** There was none. */
        public static final Ended NEVER = new Ended(PollOutcome.NEVER, "", PollCounts.NONE, "", 0, 0);
    }

    PollState began(Running poll) {
        long first = firstAt == 0 ? poll.beganAt() : firstAt;
        return new PollState(poll, last, first, succeededAt, failures, 0);
    }

    PollState ended(Ended poll) {
        boolean failed = poll.outcome() == PollOutcome.FAILED;
        return new PollState(
                Running.NONE,
                poll,
                firstAt,
                failed ? succeededAt : poll.endedAt(),
                failed ? failures + 1 : 0,
                requestedAt);
    }

    /** With the wish for a poll now. */
    public PollState requested(long atMillis) {
        return new PollState(running, last, firstAt, succeededAt, failures, Math.max(1, atMillis));
    }

    /** Without the poll that is under way. */
    public PollState withoutRunning() {
        return new PollState(Running.NONE, last, firstAt, succeededAt, failures, requestedAt);
    }
}
