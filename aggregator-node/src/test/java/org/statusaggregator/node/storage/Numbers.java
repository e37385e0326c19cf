package org.statusaggregator.node.storage;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A part that stores texts by name: those that the disk does not have. */
final class Numbers implements StoragePart {
    private static final String MAP = "numbers";

    private final Map<String, String> wanted = new ConcurrentHashMap<>();
    private final Map<String, String> onDisk = new TreeMap<>();
    volatile boolean failing;
    volatile int begun;
    volatile int rounds;

    void set(String name, String text) {
        wanted.put(name, text);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, the test reads
    public void begin(StoredMaps maps) {
        begun++;
        onDisk.clear();
        onDisk.putAll(all(maps));
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, the test reads
    public void write(StoredMaps maps) {
        wanted.forEach((name, text) -> {
            if (!text.equals(onDisk.put(name, text))) {
                maps.open(MAP).put(name, Contents.bytes(text));
            }
        });
        if (failing) {
            throw new IllegalStateException("as the test wants it");
        }
        rounds++;
    }

    static Map<String, String> all(StoredMaps maps) {
        return Contents.of(maps).getOrDefault(MAP, Map.of());
    }
}
