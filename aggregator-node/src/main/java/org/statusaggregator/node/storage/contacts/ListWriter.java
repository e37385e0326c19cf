package org.statusaggregator.node.storage.contacts;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.DirectoryDiff;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.node.contacts.ListSnapshot;
import org.statusaggregator.node.storage.DamagedFileException;
import org.statusaggregator.node.storage.StoredMap;
import org.statusaggregator.node.storage.StoredMaps;

/**
 * Brings one list to the disk. A small difference goes there in one round, in place; a large one as the whole list, in a map of its own over several rounds, and until that is
 * complete the old state holds.
 */
final class ListWriter {
    /** Contacts in one round: some 6 MB, so that the statuses beside them do not wait long. */
    static final int MOST_IN_ROUND = 20_000;

    private static final Logger LOG = LogManager.getLogger(ListWriter.class);

    private final String name;
    private final LongSupplier numbers;
    private @Nullable StoredList stored;
    private byte[] form;
    /** What {@link #stored} was written from; null = unknown since the file was opened. */
    private @Nullable ListSnapshot written;

    private @Nullable Growing growing;

    /**
     * A list that is being written anew.
     *
     * @param target all of it
     * @param map its number
     * @param from how many contacts are there
     */
    private record Growing(ListSnapshot target, long map, int from) {}

    /**
     * A writer.
     *
     * @param stored what the disk has of the list
     * @param numbers gives numbers for maps
     */
    ListWriter(String name, @Nullable StoredList stored, LongSupplier numbers) {
        this.name = name;
        this.numbers = numbers;
        this.stored = stored;
        this.form = stored == null ? new byte[0] : ContactForm.encode(stored);
    }

    /** A round: brings the disk nearer to this state. */
    void write(StoredMaps maps, ListSnapshot now) {
        if (growing != null) {
            grow(maps, growing);
            return;
        }
        StoredList before = stored;
        if (before == null) {
            grow(maps, new Growing(now, numbers.getAsLong(), 0));
            return;
        }
        if (!before.header().last().equals(now.header().last())) {
            DirectoryDiff diff = difference(maps, before, now);
            if (diff == null || diff.put().size() + diff.removed().size() > MOST_IN_ROUND) {
                grow(maps, new Growing(now, numbers.getAsLong(), 0));
                return;
            }
            StoredMap map = maps.open(StoredList.contactsMap(before.contactsIn()));
            diff.removed().forEach(map::remove);
            put(map, diff.put());
        }
        put(maps, new StoredList(kept(now.header()), before.contactsIn(), now.size()));
        written = now;
    }

    /** Null = what the disk has cannot be read. */
    private @Nullable DirectoryDiff difference(StoredMaps maps, StoredList before, ListSnapshot now) {
        try {
            return DirectoryDiff.between(written == null ? before.contacts(maps) : written.contacts(), now.contacts());
        } catch (DamagedFileException e) {
            LOG.error(
                    "contact list {}: what the disk has cannot be used, it is written anew: {}", name, e.getMessage());
            return null;
        }
    }

    private void grow(StoredMaps maps, Growing grown) {
        List<Contact> all = grown.target().contacts();
        int to = Math.min(all.size(), grown.from() + MOST_IN_ROUND);
        put(maps.open(StoredList.contactsMap(grown.map())), all.subList(grown.from(), to));
        if (to < all.size()) {
            growing = new Growing(grown.target(), grown.map(), to);
            return;
        }
        growing = null;
        StoredList before = stored;
        put(maps, new StoredList(kept(grown.target().header()), grown.map(), all.size()));
        written = grown.target();
        LOG.info("contact list {}: all {} contacts were written to the disk", name, all.size());
        if (before != null) {
            maps.remove(StoredList.contactsMap(before.contactsIn()));
        }
    }

    /** A poll that is under way, and what awaits confirmation, end with the cluster. */
    private static ListHeader kept(ListHeader header) {
        return new ListHeader(header.commits(), header.total(), header.poll().withoutRunning(), null);
    }

    private static void put(StoredMap map, List<Contact> contacts) {
        contacts.forEach(contact -> map.put(contact.id(), ContactForm.encode(contact)));
    }

    private void put(StoredMaps maps, StoredList after) {
        stored = after;
        byte[] now = ContactForm.encode(after);
        if (!Arrays.equals(now, form)) {
            maps.open(StoredList.LISTS).put(name, now);
            form = now;
        }
    }
}
