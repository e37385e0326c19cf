package org.statusaggregator.node.storage.contacts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.node.contacts.ContactArchive;
import org.statusaggregator.node.contacts.ListSnapshot;
import org.statusaggregator.node.storage.DamagedFileException;
import org.statusaggregator.node.storage.StoragePart;
import org.statusaggregator.node.storage.StoredMaps;

/**
 * Brings the configured contact lists to the disk, and knows what the disk had at the start. The last state of each list is handed over by any thread; what it differs in from the
 * disk's goes there in rounds.
 */
public final class ContactPart implements StoragePart, ContactArchive {
    private static final Logger LOG = LogManager.getLogger(ContactPart.class);

    private final List<String> lists;
    /** What the disk had at the start, until the cluster has the list. */
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** What the disk had and could not be used. */
    private final Set<String> unusable = ConcurrentHashMap.newKeySet();

    private final Map<String, ListSnapshot> last = new ConcurrentHashMap<>();
    // only the storage's thread:
    private final Map<String, ListWriter> writers = new HashMap<>();
    private long lastMap;

    /** A part for the lists of these names; others on the disk are removed from it. */
    public ContactPart(List<String> lists) {
        this.lists = List.copyOf(lists);
    }

    /** Reads what the disk has; before anybody asks for it. A list that cannot be read is told in the log, and nothing of it is used. */
    public void read(StoredMaps maps) {
        stored(maps).forEach((name, list) -> {
            try {
                kept.put(name, new Kept(list.header(), list.contacts(maps)));
            } catch (DamagedFileException e) {
                tellUnusable(name, e);
            }
        });
    }

    private Map<String, StoredList> stored(StoredMaps maps) {
        Map<String, StoredList> stored = new HashMap<>();
        maps.open(StoredList.LISTS).forEach((name, value) -> {
            try {
                if (lists.contains(name) && !unusable.contains(name)) {
                    stored.put(name, ContactForm.list(value));
                }
            } catch (DamagedFileException e) {
                tellUnusable(name, e);
            }
        });
        return stored;
    }

    private void tellUnusable(String name, DamagedFileException e) {
        unusable.add(name);
        LOG.error("contact list {}: what the disk has cannot be used, and nothing of it is: {}", name, e.getMessage());
    }

    @Override
    public Kept load(String list) {
        return kept.getOrDefault(list, Kept.NOTHING);
    }

    @Override
    public void save(ListSnapshot now) {
        last.put(now.name(), now);
        kept.remove(now.name());
    }

    @Override
    public void begin(StoredMaps maps) {
        writers.clear();
        Map<String, StoredList> stored = stored(maps);
        unusable.clear(); // it is removed now
        Set<String> used = new HashSet<>();
        for (StoredList list : stored.values()) {
            used.add(StoredList.contactsMap(list.contactsIn()));
            lastMap = Math.max(lastMap, list.contactsIn());
        }
        Set<String> gone = new HashSet<>();
        maps.open(StoredList.LISTS).forEach((name, value) -> {
            if (!stored.containsKey(name)) {
                gone.add(name);
            }
        });
        gone.forEach(maps.open(StoredList.LISTS)::remove);
        for (String name : maps.names()) {
            if (StoredList.isContactsMap(name) && !used.contains(name)) {
                maps.remove(name); // of a list that is gone, or was being written anew when the node ended
            }
        }
        for (String name : lists) {
            writers.put(name, new ListWriter(name, stored.get(name), () -> ++lastMap));
        }
    }

    @Override
    public void write(StoredMaps maps) {
        for (String name : lists) {
            ListSnapshot now = last.get(name);
            ListWriter writer = writers.get(name);
            if (now != null && writer != null && now.header().isHeld()) {
                writer.write(maps, now);
            }
        }
    }
}
