package org.statusaggregator.cli.torture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the users of one CIC server may be seen as: of each user the last acknowledged state and those that were given to the client after it, any of which
 * may have been sent. After a flush there is one for each. Thread-safe.
 */
final class Truth {
    private final Map<String, Deque<Value>> users = new TreeMap<>();

    /** The CIC server gave this state to its client. */
    synchronized void given(String user, Value value) {
        users.computeIfAbsent(user, id -> new ArrayDeque<>()).addLast(value);
    }

    /** This state is safe: older ones must not be seen any more. */
    synchronized void acknowledged(String user, Value value) {
        Deque<Value> states = users.getOrDefault(user, new ArrayDeque<>());
        if (states.contains(value)) {
            while (!value.equals(states.peekFirst())) {
                states.removeFirst();
            }
        }
    }

    /** Everything that was given is safe. */
    synchronized void settled() {
        for (Deque<Value> states : users.values()) {
            while (states.size() > 1) {
                states.removeFirst();
            }
        }
    }

    /** The lease ended: whatever the users were, they are that no more. */
    synchronized void ended() {
        users.replaceAll((user, states) -> {
            Deque<Value> left = new ArrayDeque<>();
            states.forEach(value -> left.addLast(value.ended()));
            return left;
        });
    }

    /** What this differs in from what somebody holds; empty if in nothing. */
    synchronized List<String> differences(Map<String, Value> held) {
        List<String> differences = new ArrayList<>();
        users.forEach((user, states) -> {
            Value seen = held.getOrDefault(user, Value.GONE);
            if (!states.contains(seen)) {
                differences.add(user + " is " + seen + " (expected: " + List.copyOf(states) + ")");
            }
        });
        held.keySet().stream()
                .filter(user -> !users.containsKey(user))
                .forEach(user -> differences.add(user + " is there (expected: nobody of that name)"));
        return differences;
    }
}
