package org.statusaggregator.cli.bench;

import java.time.Duration;

/**
 * What is measured.
 *
 * @param users of all CIC servers together
 * @param cicServers that publish
 * @param watchers that follow as fast as they can
 * @param slowWatchers that follow and dawdle; they are judged, not measured
 * @param rate changes a second of all CIC servers together; 0 = as fast as they are acknowledged
 * @param warmUp load before it is measured
 * @param duration of the measured load
 * @param watchShare the part of all users that each watcher follows, in percent; 100 = everything, without a filter
 * @param convergence how long watchers may take after the last acknowledgement to hold everything
 * @param killNode whether the node of the first publisher and the first watcher is killed in the middle
 */
record BenchPlan(
        int users,
        int cicServers,
        int watchers,
        int slowWatchers,
        int rate,
        Duration warmUp,
        Duration duration,
        double watchShare,
        Duration convergence,
        boolean killNode) {
    /** The users of one CIC server; the first ones have one more when it does not come out even. */
    int usersOf(int cicServer) {
        return users / cicServers + (cicServer < users % cicServers ? 1 : 0);
    }

    boolean saturates() {
        return rate == 0;
    }

    /** Whether a watcher follows this user: an even share, another one for each watcher. */
    boolean isWatched(int watcher, int user) {
        long shifted = user + 7L * watcher;
        return (long) ((shifted + 1) * watchShare / 100) > (long) (shifted * watchShare / 100);
    }
}
