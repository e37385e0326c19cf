package org.statusaggregator.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * All users of a run.
 *
 * @param list the CIC servers' users, in the order of their numbers
 * @param users how many there are
 */
record Populations(List<Population> list, int users) {
    /** Invents the users of these CIC servers. */
    static Populations of(BenchPlan plan, List<String> cicServers) {
        List<Population> list = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < cicServers.size(); i++) {
            list.add(Population.of(cicServers.get(i), first, plan.usersOf(i)));
            first += plan.usersOf(i);
        }
        return new Populations(List.copyOf(list), first);
    }

    /** The number of a user; -1 if it is none of ours. */
    int user(String cicServer, String userId) {
        for (Population population : list) {
            if (population.cicServer().equals(cicServer)) {
                return population.user(userId);
            }
        }
        return -1;
    }
}
