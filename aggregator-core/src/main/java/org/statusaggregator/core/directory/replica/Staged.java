package org.statusaggregator.core.directory.replica;

import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.core.directory.Contact;

/** A difference on its way into a list, part by part; readers see none of it until it is committed. Not thread-safe. */
final class Staged {
    private final String pollId;
    private final List<Contact> put = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    /** Tells two copies with different parts apart. */
    private long fingerprint;

    Staged(String pollId) {
        this.pollId = pollId;
    }

    String pollId() {
        return pollId;
    }

    int size() {
        return put.size() + removed.size();
    }

    long fingerprint() {
        return fingerprint;
    }

    void add(List<Contact> morePut, List<String> moreRemoved) {
        for (Contact contact : morePut) {
            put.add(contact);
            fingerprint = fingerprint * 1_000_003 + contact.hashCode();
        }
        for (String id : moreRemoved) {
            removed.add(id);
            fingerprint = fingerprint * 1_000_003 + ~id.hashCode();
        }
    }

    List<Contact> put() {
        return put;
    }

    List<String> removed() {
        return removed;
    }
}
