package org.statusaggregator.node.storage;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A named map on the node's disk, ordered by key. Each value is stored with a checksum over map, key and value, and how many there are is checked when
 * the file is opened. The first byte of a value should be the version of its form. For the storage's thread, and at the start for the thread that opens it.
 */
public interface StoredMap {
    /**
     * The value; null = none.
     *
     * @throws DamagedFileException if it is not what was written
     */
    byte @Nullable [] get(String key);

    /** Stores the value in the place of what is there. */
    void put(String key, byte[] value);

    /** Removes the value, if there is one. */
    void remove(String key);

    /**
     * Every key with its value, in the keys' order.
     *
     * @throws DamagedFileException if a value is not what was written
     */
    void forEach(BiConsumer<String, byte[]> action);

    /** How many keys there are. */
    int size();
}
