package org.statusaggregator.node.contacts;

import java.util.List;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.ListHeader;

/** Where this node keeps contact lists over a full stop of the cluster. */
public interface ContactArchive {
    /** Keeps nothing. */
    ContactArchive NONE = new ContactArchive() {
        @Override
        public Kept load(String list) {
            return Kept.NOTHING;
        }

        @Override
        public void save(ListSnapshot now) {
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

    /** What was kept of a list when this node started, if nothing was saved since; {@link Kept#NOTHING} if nothing was, or if it cannot be used. */
    Kept load(String list);

    /** The cluster holds this state of a list: it is kept, soon, in the place of the one before. Returns at once. */
    void save(ListSnapshot now);
}
