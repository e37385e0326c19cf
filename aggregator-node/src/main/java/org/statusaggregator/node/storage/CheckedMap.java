package org.statusaggregator.node.storage;

import java.util.function.BiConsumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** A map of the file, with its total. */
final class CheckedMap implements StoredMap {
    private final String name;
    private final MVMap<String, byte[]> map;
    private Total total;

    CheckedMap(String name, MVMap<String, byte[]> map, Total total) {
        this.name = name;
        this.map = map;
        this.total = total;
    }

    Total total() {
        return total;
    }

    MVMap<String, byte[]> map() {
        return map;
    }

    /** Reads everything. */
    void verify() {
        Total found = Total.NOTHING;
        Cursor<String, byte[]> cursor = map.cursor(null);
        while (cursor.hasNext()) {
            String key = cursor.next();
            byte[] sealed = cursor.getValue();
            Checksum.open(name, key, sealed);
            found = found.with(sealed);
        }
        if (!found.equals(total)) {
            throw new DamagedFileException("map " + name + " holds " + found + " (expected: " + total + ")");
        }
    }

    @Override
    public byte @Nullable [] get(String key) {
        byte @Nullable [] sealed = map.get(key);
        return sealed == null ? null : Checksum.open(name, key, sealed);
    }

    @Override
    public void put(String key, byte[] value) {
        byte[] sealed = Checksum.seal(name, key, value);
        forget(map.put(key, sealed));
        total = total.with(sealed);
    }

    @Override
    public void remove(String key) {
        forget(map.remove(key));
    }

    private void forget(byte @Nullable [] sealed) {
        if (sealed != null) {
            total = total.without(sealed);
        }
    }

    @Override
    public void forEach(BiConsumer<String, byte[]> action) {
        Cursor<String, byte[]> cursor = map.cursor(null);
        while (cursor.hasNext()) {
            String key = cursor.next();
            action.accept(key, Checksum.open(name, key, cursor.getValue()));
        }
    }

    @Override
    public int size() {
        return total.count();
    }
}
