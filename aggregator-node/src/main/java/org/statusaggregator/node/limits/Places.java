package org.statusaggregator.node.limits;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** So many places in all, and so many for each name. Thread-safe. */
public final class Places {
    private final int perName;
    private final int all;
    private final Map<String, Integer> taken = new HashMap<>();
    private int total;

    /** Places that are all free. */
    public Places(int perName, int all) {
        this.perName = perName;
        this.all = all;
    }

    /** How a request for a place ended. */
    public sealed interface Answer {}

    /** None is left. */
    public enum Full implements Answer {
        /** None for this name. */
        NAME,
        /** None for anybody. */
        ALL
    }

    /** A place that is held until it is given back, once. */
    public static final class Place implements Answer {
        private final Runnable giveBack;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Place(Runnable giveBack) {
            this.giveBack = giveBack;
        }

        /** Gives the place back; further calls do nothing. */
        public void giveBack() {
            if (held.compareAndSet(true, false)) {
                giveBack.run();
            }
        }
    }

    /** A place for this name, or why there is none. */
    public synchronized Answer take(String name) {
        if (taken.getOrDefault(name, 0) >= perName) {
            return Full.NAME;
        }
        if (total >= all) {
            return Full.ALL;
        }
        total++;
        taken.merge(name, 1, Integer::sum);
        return new Place(() -> giveBack(name));
    }

    private synchronized void giveBack(String name) {
        total--;
        taken.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1);
    }

    /** How many are taken. */
    public synchronized int taken() {
        return total;
    }
}
