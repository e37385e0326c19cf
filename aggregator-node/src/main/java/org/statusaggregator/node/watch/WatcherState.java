package org.statusaggregator.node.watch;

/** Where a watcher stands. */
public enum WatcherState {
    /** It is being sent everything that matches. */
    SNAPSHOT,
    /** It has everything, or will have as soon as the next message leaves. */
    CURRENT,
    /** Its peer does not take what there is: changes wait, at no cost but delay, and are conflated. */
    LAGGING,
    /** It has ended. */
    ENDED
}
