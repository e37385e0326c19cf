package org.statusaggregator.core.directory.replica;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contacts and removals of a list in the order of their changes: of each contact the last one. An array in which superseded places become holes, which are squeezed
 * out when it is full. Not thread-safe.
 */
final class ListLog {
    private static final int SMALLEST = 16;

    private final Map<String, Slot> byId = new HashMap<>();
    private @Nullable Slot[] slots = new Slot[SMALLEST];
    /** The sequence of each place, also of the holes. */
    private long[] sequences = new long[SMALLEST];

    private int size;
    private int contacts;

    /** Removals are not counted. */
    int contacts() {
        return contacts;
    }

    boolean holds(String id) {
        Slot slot = byId.get(id);
        return slot != null && !slot.isRemoval();
    }

    /** Takes the next change, whose sequence is greater than all before. */
    void append(Slot slot) {
        Slot old = byId.get(slot.id());
        if (old != null) {
            drop(old);
        }
        if (size == slots.length) {
            makeRoom();
        }
        slots[size] = slot;
        sequences[size] = slot.sequence();
        size++;
        byId.put(slot.id(), slot);
        contacts += slot.isRemoval() ? 0 : 1;
    }

    /** The changes after this sequence, in order, at most so many. */
    List<Slot> after(long sequence, int limit) {
        List<Slot> found = new ArrayList<>(Math.min(limit, SMALLEST));
        for (int i = place(sequence + 1); i < size && found.size() < limit; i++) {
            Slot slot = slots[i];
            if (slot != null) {
                found.add(slot);
            }
        }
        return found;
    }

    /** Forgets removals up to this sequence. */
    void prune(long through) {
        for (int i = 0; i < size && sequences[i] <= through; i++) {
            Slot slot = slots[i];
            if (slot != null && slot.isRemoval()) {
                drop(slot);
            }
        }
    }

    private void drop(Slot slot) {
        slots[place(slot.sequence())] = null;
        byId.remove(slot.id());
        contacts -= slot.isRemoval() ? 0 : 1;
    }

    private void makeRoom() {
        int capacity = Math.max(SMALLEST, byId.size() > size / 2 ? size + (size >> 1) : size);
        @Nullable Slot[] oldSlots = slots;
        slots = new Slot[capacity];
        long[] oldSequences = sequences;
        sequences = Arrays.copyOf(oldSequences, capacity);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (oldSlots[i] != null) {
                slots[kept] = oldSlots[i];
                sequences[kept] = oldSequences[i];
                kept++;
            }
        }
        size = kept;
    }

    /** The first place whose sequence is this one or greater. */
    private int place(long sequence) {
        int at = Arrays.binarySearch(sequences, 0, size, sequence);
        return at >= 0 ? at : -at - 1;
    }
}
