package org.statusaggregator.node.web.api;

import java.util.HashMap;
import java.util.Map;

/** How many streams are open, and whose. Thread-safe. */
final class StreamLimit {
    private final int mostOfOne;
    private final int most;
    /** This and all below: guarded by this. */
    private final Map<String, Integer> open = new HashMap<>();

    private int all;

    StreamLimit(int mostOfOne, int most) {
        this.mostOfOne = mostOfOne;
        this.most = most;
    }

    /** Counts one more; refuses it when there are too many. */
    synchronized void open(String whose) {
        if (all >= most) {
            throw Problem.refusal(503, "LIMIT", "this node has " + most + " streams open: use another node");
        }
        if (open.getOrDefault(whose, 0) >= mostOfOne) {
            throw Problem.refusal(429, "LIMIT", "you have " + mostOfOne + " streams open: close one");
        }
        all++;
        open.merge(whose, 1, Integer::sum);
    }

    /** Counts one less. */
    synchronized void closed(String whose) {
        all--;
        open.computeIfPresent(whose, (same, count) -> count > 1 ? count - 1 : null);
    }

    /** How many are open. */
    synchronized int all() {
        return all;
    }
}
