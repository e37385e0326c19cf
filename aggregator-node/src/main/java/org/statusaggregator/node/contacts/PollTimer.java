package org.statusaggregator.node.contacts;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.statusaggregator.core.directory.PollSchedule;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.directory.replica.PollState;

/**
 * When a list is to be polled next. Works it out of the shared state of its polls, so every node comes to the same time, also one that takes over.
 *
 * @param jitter polls begin up to this long after their time, each list and each time another moment: many clusters, or many lists, may share a directory server
 */
public record PollTimer(Duration jitter) {
    /**
     * The time; the past = now.
     *
     * @param list its name
     */
    public Instant due(String list, PollSchedule schedule, PollState state) {
        PollState.Ended last = state.last();
        if (state.requestedAt() > 0) {
            return Instant.ofEpochMilli(state.requestedAt());
        }
        if (last.outcome() == PollOutcome.NEVER) {
            return Instant.EPOCH;
        }
        Instant ended = Instant.ofEpochMilli(last.endedAt());
        double random = new Random(last.endedAt() * 31 + list.hashCode()).nextDouble();
        Instant first = Instant.ofEpochMilli(state.firstAt());
        Instant regular = schedule.after(ended, first).plusMillis(spread(schedule, random));
        if (state.failures() == 0) {
            return regular;
        }
        Instant retry = ended.plus(schedule.afterFailure(state.failures(), random));
        return retry.isBefore(regular) ? retry : regular;
    }

    /** Never more than a tenth of the interval. */
    private long spread(PollSchedule schedule, double random) {
        long most = Math.min(jitter.toMillis(), schedule.interval().toMillis() / 10);
        return (long) (most * random);
    }
}
