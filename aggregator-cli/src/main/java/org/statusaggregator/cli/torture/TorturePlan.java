package org.statusaggregator.cli.torture;

import java.time.Duration;
import java.util.List;

/**
 * What a run does.
 *
 * @param seed gives the faults, their order, length and place, and every change
 * @param duration after which no further episode begins
 * @param episodes after which the run ends, however long it took
 * @param nodes at least 2
 * @param cicServers at least 1
 * @param users of each CIC server
 * @param readers that go to the next node when theirs fails; one for each node, which stays there, comes on top
 * @param lease of the CIC servers
 * @param longest of a cut or freeze
 * @param faults that may happen
 */
record TorturePlan(
        long seed,
        Duration duration,
        int episodes,
        int nodes,
        int cicServers,
        int users,
        int readers,
        Duration lease,
        Duration longest,
        List<Fault> faults) {
    TorturePlan {
        faults = List.copyOf(faults);
    }
}
