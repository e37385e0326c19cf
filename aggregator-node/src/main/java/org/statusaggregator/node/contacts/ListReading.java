package org.statusaggregator.node.contacts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.DirectoryDiff;
import org.statusaggregator.core.directory.DirectoryEntry;
import org.statusaggregator.core.directory.MappingNotes;
import org.statusaggregator.core.directory.replica.PollCounts;

/** What one reading of a directory brings. For one thread. */
final class ListReading implements DirectoryReader.Sink {
    private final ContactListSource list;
    private MappingNotes notes = new MappingNotes();
    private final Map<String, Contact> contacts = new LinkedHashMap<>();
    private int repeated;
    private String repeatedId = "";

    ListReading(ContactListSource list) {
        this.list = list;
    }

    /**
     * Reads everything.
     *
     * @return what a person should know; "" = nothing
     */
    String readFrom(DirectoryReader reader) throws DirectoryException {
        List<String> told = new ArrayList<>();
        told.add(reader.read(list, this));
        told.add(notes.text());
        if (repeated > 0) {
            told.add(repeated + " entries have the id of another one and were left out (" + repeatedId + ")");
        }
        told.removeIf(String::isEmpty);
        return String.join("; ", told);
    }

    @Override
    public void restart() {
        notes = new MappingNotes();
        contacts.clear();
        repeated = 0;
    }

    @Override
    public void entry(DirectoryEntry entry) {
        Contact contact = list.mapping().contact(entry, notes);
        if (contacts.putIfAbsent(contact.id(), contact) != null) {
            repeated++;
            repeatedId = contact.id();
        }
    }

    Collection<Contact> contacts() {
        return contacts.values();
    }

    PollCounts counts(DirectoryDiff diff) {
        return new PollCounts(
                contacts.size(), diff.added(), diff.changed(), diff.removed().size(), notes.withoutEmailCount());
    }
}
