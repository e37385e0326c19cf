package org.statusaggregator.core.directory.replica;

import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;

/**
 * A change of a list: a contact as it is since, or the removal of one.
 *
 * @param sequence its number in the list
 * @param id of the contact
 * @param contact null = removed
 */
public record Slot(long sequence, String id, @Nullable Contact contact) {
    boolean isRemoval() {
        return contact == null;
    }
}
