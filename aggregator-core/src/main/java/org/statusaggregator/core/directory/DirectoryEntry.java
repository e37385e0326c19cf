package org.statusaggregator.core.directory;

import java.util.List;

/** An entry as a directory gave it: attributes by name, in any case, each with its values. */
public interface DirectoryEntry {
    /** Its distinguished name, or what stands for one; unique in its directory. */
    String name();

    /** The values of an attribute, as the directory holds them; empty if it has none. */
    List<byte[]> values(String attribute);
}
