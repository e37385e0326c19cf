package org.statusaggregator.node.contacts;

import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.StagePart;

/** A difference in parts that are small enough to travel beside statuses. */
final class Parts {
    /** Changes in one part, and the bytes after which it is full. */
    private static final int MOST_CHANGES = 1_000;

    private static final int FULL_BYTES = 256 << 10;

    private final String pollId;
    private final List<StagePart> parts = new ArrayList<>();
    private List<Contact> put = new ArrayList<>();
    private List<String> removed = new ArrayList<>();
    private int before;
    private int bytes;

    private Parts(String pollId) {
        this.pollId = pollId;
    }

    /** The parts, in the order in which they are to be staged. */
    static List<StagePart> of(String pollId, Iterable<Contact> put, Iterable<String> removed) {
        Parts parts = new Parts(pollId);
        for (Contact contact : put) {
            parts.put.add(contact);
            parts.added(contact.packed().length);
        }
        for (String id : removed) {
            parts.removed.add(id);
            parts.added(id.length());
        }
        parts.flush();
        return parts.parts;
    }

    private void added(int size) {
        bytes += size;
        if (put.size() + removed.size() >= MOST_CHANGES || bytes >= FULL_BYTES) {
            flush();
        }
    }

    private void flush() {
        int size = put.size() + removed.size();
        if (size > 0) {
            parts.add(new StagePart(pollId, before, put, removed));
            before += size;
            put = new ArrayList<>();
            removed = new ArrayList<>();
            bytes = 0;
        }
    }
}
