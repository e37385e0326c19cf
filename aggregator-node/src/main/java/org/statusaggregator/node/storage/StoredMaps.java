package org.statusaggregator.node.storage;

import java.util.Set;

/** The named maps of the node's disk. What is changed in one round of the storage is on the disk whole, or not at all. */
public interface StoredMaps {
    /** The map of this name; empty if there was none. A name begins with that of the part that owns it. */
    StoredMap open(String name);

    /** Removes the map and all that is in it. */
    void remove(String name);

    /** The names of the maps that there are. */
    Set<String> names();
}
