package org.statusaggregator.node.storage;

/**
 * Something that a node keeps on its disk. Called on the storage's thread only. It throws what the maps throw: then nothing of the round is kept, the
 * file is opened again later, and {@link #begin} says anew what is on the disk.
 */
public interface StoragePart {
    /** The file was opened: before the first round, and again after each failure. Looks at what is there. */
    void begin(StoredMaps maps);

    /** A round, several times a second: puts what is new since the round before into the maps. Bounded: what is left comes in the next round. */
    void write(StoredMaps maps);
}
