package org.statusaggregator.node.contacts;

import java.util.Collection;
import java.util.List;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.ListHeader;

/** Where this node keeps contact lists over a full stop of the cluster. The methods may take a while, but are called one after the other. */
public interface ContactArchive {
    /** Keeps nothing. */
    ContactArchive NONE = new ContactArchive() {
        @Override
        public Kept load(String list) {
            return Kept.NOTHING;
        }

        @Override
        public void save(String list, ListHeader header, Collection<Contact> put, Collection<String> removed) {
            // nothing is kept
        }
    };

    /**
     * A list as it was kept.
     *
     * @param header everything but its contacts
     * @param contacts all of them
     */
    record Kept(ListHeader header, List<Contact> contacts) {
        /** Nothing is kept of the list. */
        public static final Kept NOTHING = new Kept(ListHeader.NEW, List.of());
    }

    /** What is kept of a list; {@link Kept#NOTHING} if nothing is, or if it cannot be read. */
    Kept load(String list);

    /**
     * Keeps a new state of a list, as the difference from the state that was loaded or saved before.
     *
     * @param header everything but its contacts
     * @param put contacts that are new or changed
     * @param removed ids of those that are gone
     */
    void save(String list, ListHeader header, Collection<Contact> put, Collection<String> removed);
}
