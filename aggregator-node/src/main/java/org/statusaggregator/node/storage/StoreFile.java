package org.statusaggregator.node.storage;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The open file. It is written by explicit commits only, on the thread that calls them: no thread of the engine's own touches it. Not thread-safe.
 */
final class StoreFile implements StoredMaps, AutoCloseable {
    static final MVMap.Builder<String, byte[]> FORM =
            new MVMap.Builder<String, byte[]>().keyType(TextType.INSTANCE).valueType(TextType.BytesType.INSTANCE);
    private static final int CACHE_MEGABYTES = 1;
    /** Space in which less than this percentage is still needed is written anew elsewhere, so much at a time. */
    private static final int LEAST_FILL = 50;

    private static final int TIDIED_AT_ONCE = 4 << 20;

    private final MVStore store;
    private final String cluster;
    private final MVMap<String, byte[]> manifest;
    private final Map<String, CheckedMap> maps = new TreeMap<>();

    private StoreFile(MVStore store, String cluster) {
        this.store = store;
        this.cluster = cluster;
        this.manifest = store.openMap(Manifest.NAME, FORM);
    }

    /**
     * Opens the file to write.
     *
     * @param fresh whether it is empty
     * @throws RuntimeException of any kind: the engine does not promise which
     */
    static StoreFile open(Path file, String cluster, boolean fresh) {
        return open(builder(file), cluster, fresh);
    }

    /**
     * Opens a file that is there, to read. It stays as it is.
     *
     * @throws RuntimeException of any kind: the engine does not promise which
     */
    static StoreFile openToRead(Path file, String cluster) {
        return open(builder(file).readOnly(), cluster, false);
    }

    private static MVStore.Builder builder(Path file) {
        return new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MEGABYTES);
    }

    private static StoreFile open(MVStore.Builder builder, String cluster, boolean fresh) {
        MVStore store = builder.open();
        try {
            StoreFile file = new StoreFile(store, cluster);
            if (fresh) {
                file.begin();
            } else {
                file.openMaps();
            }
            return file;
        } catch (RuntimeException | AssertionError e) {
            store.closeImmediately();
            throw e;
        }
    }

    /** From now on the file is never without a state: the engine takes one of which nothing can be read for a new one. */
    private void begin() {
        manifest.put(Manifest.NAME, new Manifest(cluster, Map.of()).encode());
        commit();
    }

    private void openMaps() {
        Set<String> names = new HashSet<>(store.getMapNames());
        names.remove(Manifest.NAME);
        byte[] sealed = manifest.get(Manifest.NAME);
        if (sealed == null) {
            if (!names.isEmpty()) {
                throw new ForeignFileException("it has no manifest, and maps " + names + " (expected: a file of ours)");
            }
            throw new DamagedFileException("no state can be read that was ever written to it");
        }
        Manifest found = Manifest.decode(sealed);
        if (!found.cluster().equals(cluster)) {
            throw new ForeignFileException(
                    "it belongs to the cluster " + found.cluster() + " (expected: " + cluster + ")");
        }
        if (!found.totals().keySet().equals(names)) {
            throw new DamagedFileException(
                    "maps " + names + " (expected: " + found.totals().keySet() + ")");
        }
        found.totals().forEach((name, total) -> maps.put(name, new CheckedMap(name, store.openMap(name, FORM), total)));
    }

    /**
     * Reads everything.
     *
     * @throws DamagedFileException if anything is not what was written
     */
    void verify() {
        maps.values().forEach(CheckedMap::verify);
    }

    @Override
    public StoredMap open(String name) {
        return maps.computeIfAbsent(name, fresh -> new CheckedMap(fresh, store.openMap(fresh, FORM), Total.NOTHING));
    }

    @Override
    public void remove(String name) {
        CheckedMap map = maps.remove(name);
        if (map != null) {
            store.removeMap(map.map());
        }
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(maps.keySet());
    }

    /** Brings all changes to the disk, together. Returns whether there were any. */
    boolean commit() {
        if (!store.hasUnsavedChanges()) {
            return false;
        }
        Map<String, Total> totals = new TreeMap<>();
        maps.forEach((name, map) -> totals.put(name, map.total()));
        manifest.put(Manifest.NAME, new Manifest(cluster, totals).encode());
        store.commit();
        store.sync();
        return true;
    }

    /** Makes room in the file, a little at a time. */
    void tidy() {
        if (store.compact(LEAST_FILL, TIDIED_AT_ONCE)) {
            store.commit();
        }
    }

    /** Closes it as it is: what was not committed is lost. */
    void abandon() {
        store.closeImmediately();
    }

    @Override
    public void close() {
        if (!store.isReadOnly()) {
            commit();
        }
        store.close();
    }
}
