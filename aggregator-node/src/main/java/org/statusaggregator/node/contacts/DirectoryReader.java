package org.statusaggregator.node.contacts;

import org.statusaggregator.core.directory.DirectoryEntry;

/** Reads a data source. */
public interface DirectoryReader {
    /**
     * Reads every entry of a list, in any order. Blocks.
     *
     * @param sink is given each one
     * @return what a person should know; "" = nothing
     * @throws DirectoryException if it could not be read to its end: what the sink was given is worth nothing then
     */
    String read(ContactListSource list, Sink sink) throws DirectoryException;

    /** Where entries go. */
    interface Sink {
        /** Reading begins, perhaps anew at another server: what was given so far is worth nothing. */
        void restart();

        /** The next entry, which is not used any more after this call. */
        void entry(DirectoryEntry entry);
    }
}
