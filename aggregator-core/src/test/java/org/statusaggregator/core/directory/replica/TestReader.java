package org.statusaggregator.core.directory.replica;

import java.util.Map;
import java.util.TreeMap;
import org.statusaggregator.core.directory.Contact;

/** Reads a list as a node's view does, and shows only states that are complete. */
final class TestReader {
    private ListPosition position = ListPosition.START;
    private Map<String, Contact> reading = new TreeMap<>();
    Map<String, Contact> shown = Map.of();
    int wholeReads;

    /** One read; returns whether there is more. */
    boolean read(SharedList list, int limit) {
        ListDelta delta = list.after(position, limit);
        if (delta.whole()) {
            reading = new TreeMap<>();
            wholeReads++;
        }
        for (Slot slot : delta.slots()) {
            if (slot.contact() == null) {
                reading.remove(slot.id());
            } else {
                reading.put(slot.id(), slot.contact());
            }
        }
        position = delta.next();
        if (!delta.more()) {
            shown = Map.copyOf(reading);
        }
        return delta.more();
    }

    void readAll(SharedList list) {
        boolean more = true;
        while (more) {
            more = read(list, 3);
        }
    }
}
