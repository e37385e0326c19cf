package org.statusaggregator.node.support;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.storage.StoredMap;
import org.statusaggregator.node.storage.StoredMaps;

/** Maps as the storage gives them. */
public final class MemoryMaps implements StoredMaps {
    private Map<String, Map<String, byte[]>> maps = new TreeMap<>();
    private Map<String, Map<String, byte[]>> committed = new TreeMap<>();
    private long written;

    /** Bytes put so far. */
    public long written() {
        return written;
    }

    /** Bytes held now. */
    public long size() {
        return maps.values().stream()
                .flatMap(map -> map.values().stream())
                .mapToLong(value -> value.length)
                .sum();
    }

    /** What was not committed is gone, as when the storage fails. */
    public void rollBack() {
        maps = copy(committed);
    }

    public void commit() {
        committed = copy(maps);
    }

    /** As a node that starts again finds them. */
    public MemoryMaps afterKill() {
        MemoryMaps found = new MemoryMaps();
        found.maps = copy(committed);
        found.committed = copy(committed);
        return found;
    }

    private static Map<String, Map<String, byte[]>> copy(Map<String, Map<String, byte[]>> from) {
        Map<String, Map<String, byte[]>> copy = new TreeMap<>();
        from.forEach((name, map) -> copy.put(name, new TreeMap<>(map)));
        return copy;
    }

    @Override
    public StoredMap open(String name) {
        return new MemoryMap(maps.computeIfAbsent(name, fresh -> new TreeMap<>()));
    }

    @Override
    public void remove(String name) {
        maps.remove(name);
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(maps.keySet());
    }

    private final class MemoryMap implements StoredMap {
        private final Map<String, byte[]> map;

        MemoryMap(Map<String, byte[]> map) {
            this.map = map;
        }

        @Override
        public byte @Nullable [] get(String key) {
            return map.get(key);
        }

        @Override
        public void put(String key, byte[] value) {
            written += value.length;
            map.put(key, value);
        }

        @Override
        public void remove(String key) {
            map.remove(key);
        }

        @Override
        public void forEach(BiConsumer<String, byte[]> action) {
            new TreeMap<>(map).forEach(action);
        }

        @Override
        public int size() {
            return map.size();
        }
    }
}
