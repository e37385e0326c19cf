package org.statusaggregator.node.cluster;

import com.hazelcast.core.HazelcastInstance;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.node.roster.RosterStore;

/**
 * Tells this member's view what a copy here has taken in, owner or backup, in the same step: no event, no read, and rows that are shared and not copied.
 * The map's processors find it in the member's user context. Thread-safe.
 */
final class CopyFeed {
    private static final String NAME = CopyFeed.class.getName();

    private final List<RosterStore.Listener> listeners = new CopyOnWriteArrayList<>();

    /** The feed of this member. */
    static CopyFeed of(HazelcastInstance hazelcast) {
        ConcurrentMap<String, Object> context = hazelcast.getUserContext();
        return (CopyFeed) context.computeIfAbsent(NAME, name -> new CopyFeed());
    }

    void listen(RosterStore.Listener listener) {
        listeners.add(listener);
    }

    /** To be called on the partition's thread, after the change was installed. */
    void installed(RosterChange change) {
        for (RosterStore.Listener listener : listeners) {
            listener.changed(change);
        }
    }
}
