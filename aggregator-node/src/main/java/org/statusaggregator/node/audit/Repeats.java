package org.statusaggregator.node.audit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells the first of many equal events from its repetitions: a refused peer tries again several times a second. In a flood of events that all differ, such as made-up
 * certificates, {@value #MOST_TOLD} a minute are told and the others counted: a log must not be filled, and so emptied of older lines, by strangers. Thread-safe, bounded.
 */
public final class Repeats {
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();
    /** Also the most that are remembered, so that nothing is forgotten within its minute. */
    static final int MOST_TOLD = 200;
    /** The event is a repetition, or one of a flood: not to be told. */
    public static final long REPETITION = -1;

    private final LongSupplier nanoClock;

    @GuardedBy("this") private final Map<Object, Silence> silences = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Silence> eldest) {
            return size() > MOST_TOLD;
        }
    };

    /** How many events of the current minute's flood were not told. */
    @GuardedBy("this") private long flooded;

    /** Nothing happened yet. */
    public Repeats(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Something happened.
     *
     * @param event what counts as the same
     * @return how often it happened untold since it was told last (after a flood, with all that was not told in it), or {@link #REPETITION} if it was told within the last minute
     */
    public synchronized long happened(Object event) {
        long now = nanoClock.getAsLong();
        Silence last = silences.get(event);
        if (last != null && now - last.since() < INTERVAL_NANOS) {
            silences.put(event, new Silence(last.since(), last.untold() + 1));
            return REPETITION;
        }
        if (isFlood(now)) {
            flooded++;
            return REPETITION;
        }
        // Removed first, so that the map stays ordered by time.
        silences.remove(event);
        silences.put(event, new Silence(now, 0));
        long untold = flooded + (last == null ? 0 : last.untold());
        flooded = 0;
        return untold;
    }

    /** Whether as many as may be told have been, within the last minute. */
    @GuardedBy("this") private boolean isFlood(long now) {
        if (silences.size() < MOST_TOLD) {
            return false;
        }
        Silence oldest = silences.values().iterator().next();
        return now - oldest.since() < INTERVAL_NANOS;
    }

    /** Since when (clock nanoseconds) an event is not told again, and how often it happened meanwhile. */
    private record Silence(long since, long untold) {}
}
