package org.statusaggregator.cli.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What broke a promise: every case is counted, the first ones are kept. Thread-safe. */
final class Violations {
    private static final int KEPT = 20;

    /** One case. */
    record Violation(Promise promise, String sentence) {}

    private final List<Violation> first = new ArrayList<>();
    private final Map<Promise, Integer> counts = new EnumMap<>(Promise.class);
    private final History history;

    Violations(History history) {
        this.history = history;
    }

    synchronized void add(Promise promise, String sentence) {
        counts.merge(promise, 1, Integer::sum);
        if (first.size() < KEPT) {
            first.add(new Violation(promise, sentence));
        }
        history.line("judge", "VIOLATION " + promise + " " + sentence);
    }

    synchronized List<Violation> first() {
        return List.copyOf(first);
    }

    synchronized Map<Promise, Integer> counts() {
        return new EnumMap<>(counts);
    }

    synchronized boolean isEmpty() {
        return counts.isEmpty();
    }
}
