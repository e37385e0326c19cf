package org.statusaggregator.node.storage;

import java.io.IOException;
import java.nio.file.Path;

/** Another process stores in the folder. */
public final class StorageInUseException extends IOException {
    StorageInUseException(Path folder) {
        super("storage.directory: \"" + folder
                + "\" is in use by another process (expected: a folder for this node alone)");
    }
}
