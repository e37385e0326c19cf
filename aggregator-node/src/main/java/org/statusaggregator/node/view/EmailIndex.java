package org.statusaggregator.node.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the rows of an e-mail address. Only the view's thread touches it. */
final class EmailIndex {
    /**
     * Names a row.
     *
     * @param roster where it is
     * @param userId whose it is
     */
    record Ref(RosterView roster, String userId) {}

    /** Nearly every address has one row: the lists are immutable and tiny. */
    private final Map<String, List<Ref>> byEmail = new HashMap<>();

    void add(String email, RosterView roster, String userId) {
        Ref ref = new Ref(roster, userId);
        List<Ref> held = byEmail.get(email);
        if (held == null) {
            byEmail.put(email, List.of(ref));
        } else if (!held.contains(ref)) {
            List<Ref> longer = new ArrayList<>(held);
            longer.add(ref);
            byEmail.put(email, List.copyOf(longer));
        }
    }

    void remove(String email, RosterView roster, String userId) {
        byEmail.computeIfPresent(email, (key, held) -> {
            List<Ref> rest = held.stream()
                    .filter(ref -> !ref.equals(new Ref(roster, userId)))
                    .toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    /** How many addresses there are. */
    int size() {
        return byEmail.size();
    }

    List<Ref> rows(String email) {
        return byEmail.getOrDefault(email, List.of());
    }
}
