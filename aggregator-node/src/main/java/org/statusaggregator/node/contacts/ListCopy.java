package org.statusaggregator.node.contacts;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.core.directory.replica.Slot;

/** This node's copy of one list while it is being read; what is shown changes only from one complete state to another. One thread has it. */
final class ListCopy {
    private ListSnapshot shown;
    private ListPosition position = ListPosition.START;
    /** Changes that were read and are not shown yet; null = removed. */
    private Map<String, @Nullable Contact> read = new HashMap<>();
    /** Whether {@link #read} is everything, and not a difference from what is shown. */
    private boolean whole;

    ListCopy(String name) {
        shown = ListSnapshot.empty(name);
    }

    ListSnapshot shown() {
        return shown;
    }

    ListPosition position() {
        return position;
    }

    /** The cluster lost the list, and this copy still has it. */
    boolean isLostIn(ListDelta delta) {
        return !delta.header().isHeld() && shown.header().isHeld();
    }

    /** Takes a read in. Returns whether what is shown is a new state now; its header may have changed even if not. */
    boolean accept(ListDelta delta) {
        if (isLostIn(delta)) {
            position = ListPosition.START; // whatever comes back will be read whole
            return false;
        }
        if (delta.whole()) {
            read = new HashMap<>();
            whole = true;
        }
        for (Slot slot : delta.slots()) {
            read.put(slot.id(), slot.contact());
        }
        position = delta.next();
        if (delta.more()) {
            return false;
        }
        boolean changed = !delta.header().last().equals(shown.header().last());
        shown = changed ? ListSnapshot.of(shown.name(), delta.header(), next()) : shown.with(delta.header());
        read = new HashMap<>();
        whole = false;
        return changed;
    }

    private Collection<Contact> next() {
        Map<String, Contact> next = new LinkedHashMap<>();
        if (!whole) {
            shown.contacts().forEach(contact -> next.put(contact.id(), contact));
        }
        read.forEach((id, contact) -> {
            if (contact == null) {
                next.remove(id);
            } else {
                next.put(id, contact);
            }
        });
        return next.values();
    }
}
