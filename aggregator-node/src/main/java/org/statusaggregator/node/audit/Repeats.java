package org.statusaggregator.node.audit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Tells the first of many equal events from its repetitions: a refused peer tries again several times a second. Thread-safe, bounded. */
public final class Repeats {
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_REMEMBERED = 200;
    /** The event is a repetition: not to be told. */
    public static final long REPETITION = -1;

    private final LongSupplier nanoClock;

    @GuardedBy("this") private final Map<Object, Silence> silences = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Silence> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** Nothing happened yet. */
    public Repeats(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Something happened.
     *
     * @param event what counts as the same
     * @return how often it happened untold since it was told last, or {@link #REPETITION} if it was told within the last minute
     */
    public synchronized long happened(Object event) {
        long now = nanoClock.getAsLong();
        Silence last = silences.get(event);
        if (last != null && now - last.since() < INTERVAL_NANOS) {
            silences.put(event, new Silence(last.since(), last.untold() + 1));
            return REPETITION;
        }
        // Removed first, so that the map stays ordered by time.
        silences.remove(event);
        silences.put(event, new Silence(now, 0));
        return last == null ? 0 : last.untold();
    }

    /** Since when (clock nanoseconds) an event is not told again, and how often it happened meanwhile. */
    private record Silence(long since, long untold) {}
}
