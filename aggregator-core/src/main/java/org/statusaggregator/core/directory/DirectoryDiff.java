package org.statusaggregator.core.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a poll found to be different from what is held.
 *
 * @param put contacts that are new or changed
 * @param removed ids of those that are gone
 * @param added how many of {@code put} are new
 * @param held how many were held
 */
public record DirectoryDiff(List<Contact> put, List<String> removed, int added, int held) {
    /** No difference. */
    public static final DirectoryDiff NONE = new DirectoryDiff(List.of(), List.of(), 0, 0);

    /** The difference from what is held to what was found. Both are told apart by their ids, of which each has every one once. */
    public static DirectoryDiff between(Iterable<Contact> held, Iterable<Contact> found) {
        Map<String, Contact> rest = new HashMap<>();
        held.forEach(contact -> rest.put(contact.id(), contact));
        int before = rest.size();
        List<Contact> put = new ArrayList<>();
        int added = 0;
        for (Contact contact : found) {
            Contact old = rest.remove(contact.id());
            if (old == null) {
                added++;
            }
            if (!contact.equals(old)) {
                put.add(contact);
            }
        }
        List<String> removed = new ArrayList<>(rest.keySet());
        removed.sort(null);
        return new DirectoryDiff(put, removed, added, before);
    }

    /** Whether nothing is different. */
    public boolean isEmpty() {
        return put.isEmpty() && removed.isEmpty();
    }

    /** How many of {@code put} were held before, and are different now. */
    public int changed() {
        return put.size() - added;
    }

    /**
     * Whether the list becomes smaller by more than this share, which looks more like a fault of the directory than like news. A list of up to ten contacts may
     * shrink as it likes, but never to nothing.
     *
     * @param mostPercent 0 to 100; 100 = never suspicious
     */
    public boolean shrinksSuspiciously(int mostPercent) {
        int after = held - removed.size() + added;
        if (mostPercent >= 100 || after >= held) {
            return false;
        }
        return after == 0 || (held > 10 && (held - after) * 100L > (long) held * mostPercent);
    }
}
