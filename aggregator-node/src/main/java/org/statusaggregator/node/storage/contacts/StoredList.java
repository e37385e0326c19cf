package org.statusaggregator.node.storage.contacts;

import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.node.storage.DamagedFileException;
import org.statusaggregator.node.storage.StoredMap;
import org.statusaggregator.node.storage.StoredMaps;

/**
 * A contact list as it lies on the disk, without its contacts. They are in a map of their own, by id.
 *
 * @param header without a poll that is under way, and without what awaits confirmation: neither outlives the cluster
 * @param contactsIn number of the map with the contacts
 * @param size how many there are
 */
record StoredList(ListHeader header, long contactsIn, int size) {
    /** The map of the lists by name. */
    static final String LISTS = "contacts";

    private static final String CONTACTS = "contacts.list.";

    /** The name of the map with these contacts. */
    static String contactsMap(long number) {
        return CONTACTS + number;
    }

    static boolean isContactsMap(String name) {
        return name.startsWith(CONTACTS);
    }

    /**
     * Its contacts.
     *
     * @throws DamagedFileException if there are more or fewer, or one of them is not what was written
     */
    List<Contact> contacts(StoredMaps maps) {
        StoredMap map = maps.open(contactsMap(contactsIn));
        if (map.size() != size) {
            throw new DamagedFileException(map.size() + " contacts (expected: " + size + ")");
        }
        List<Contact> contacts = new ArrayList<>(size);
        map.forEach((id, value) -> contacts.add(ContactForm.contact(id, value)));
        return contacts;
    }
}
