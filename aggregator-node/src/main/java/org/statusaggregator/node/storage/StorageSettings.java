package org.statusaggregator.node.storage;

import java.nio.file.Path;

/**
 * Where a node stores.
 *
 * @param folder for it alone
 * @param cluster the cluster's name: a file of another cluster is not read
 */
public record StorageSettings(Path folder, String cluster) {
    static final String FILE = "cluster-memory.mv";
    static final String LOCK = "lock";

    Path file() {
        return folder.resolve(FILE);
    }
}
