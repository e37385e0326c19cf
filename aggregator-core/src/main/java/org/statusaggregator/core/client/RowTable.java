package org.statusaggregator.core.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.core.wire.RowView;

/**
 * Which version of each row of one CIC server was delivered last. A watch of everything has a million rows and looks one up for each change, so what
 * is known of a row stands in 64 bytes side by side, its user's id with it: the processor fetches them at once. Rows stay, removed ones too, so that an
 * older one cannot bring them back.
 */
final class RowTable {
    private static final int SMALLEST = 16;
    /** The most rows that {@link #fetch} takes. */
    static final int MOST_FETCHED = 128;

    /** A place beyond so many times the rows that are here is not noted: a number from outside must not ask for much memory. */
    private static final int SPARSE = 64;

    private static final long RECORD = 0xFFFF_FFFFL;

    // The words of a record.
    private static final int EPOCH = 0;
    private static final int SEQUENCE = 1;
    /** The last round in which a node named the row, and in the lowest bit whether it is removed. */
    private static final int ROUND = 2;
    /** The row's number in the watch; above it the length of the user's id. */
    private static final int NUMBER = 3;
    /** The user's id, or where it stands among the long ones. */
    private static final int ID = 4;

    private static final int WORDS = 8;
    /** Longer ids stand elsewhere. */
    private static final int LONGEST_ID = (WORDS - ID) * Long.BYTES;

    /** Number of a record + 1, above it the hash of its id; 0 = free. At most half of it is used. */
    private long[] buckets = new long[2 * SMALLEST];

    private long[] records = new long[SMALLEST * WORDS];
    /** Record + 1 of the row that the node has at this place; 0 = not known. Wrong wherever nodes disagree: the user's id decides. */
    private int[] byPlace = new int[SMALLEST];

    private final int[] fetched = new int[MOST_FETCHED];
    private final List<byte[]> longIds = new ArrayList<>();
    private int size;

    /** The record of the row with this user id; -1 = there is none. */
    int find(RowView row) {
        int likely = likely(row.place());
        if (likely >= 0 && isUser(likely, row)) {
            return likely;
        }
        int record = findByHash(row);
        if (record >= 0) {
            note(row.place(), record);
        }
        return record;
    }

    private int likely(int place) {
        return place >= 0 && place < byPlace.length ? byPlace[place] - 1 : -1;
    }

    private int findByHash(RowView row) {
        int hash = row.userHash();
        int mask = buckets.length - 1;
        for (int i = hash & mask; buckets[i] != 0; i = (i + 1) & mask) {
            if ((int) (buckets[i] >>> 32) == hash) {
                int record = (int) (buckets[i] & RECORD) - 1;
                if (isUser(record, row)) {
                    return record;
                }
            }
        }
        return -1;
    }

    private void note(int place, int record) {
        if (place < 0 || place / SPARSE > size + SMALLEST) {
            return;
        }
        if (place >= byPlace.length) {
            byPlace = Arrays.copyOf(byPlace, Math.max(2 * byPlace.length, place + 1));
        }
        byPlace[place] = record + 1;
    }

    /**
     * Has the processor fetch what {@link #find} will look at. The rows of a message lie anywhere in memory: touched one after the other, with work
     * in between, each costs a wait; touched in a row, many are waited for at once.
     *
     * @return how many of them are not here, as far as their places tell
     */
    int fetch(int[] places, int count) {
        int unknown = 0;
        for (int i = 0; i < count; i++) {
            fetched[i] = likely(places[i]);
        }
        for (int i = 0; i < count; i++) {
            unknown += fetched[i] < 0 ? 1 : read(fetched[i] * WORDS);
        }
        return unknown;
    }

    /**
     * Reads a record without a use for it: 0, for the sign of an epoch is never set. A record mostly lies in two lines of the processor's memory: its first
     * word is in one and its last in the other, wherever the array begins.
     */
    private int read(int at) {
        return (int) ((records[at + EPOCH] & records[at + WORDS - 1]) >>> 63);
    }

    private boolean isUser(int record, RowView row) {
        int at = record * WORDS;
        int length = row.userIdLength();
        if ((int) (records[at + NUMBER] >>> 32) != length) {
            return false;
        }
        if (length > LONGEST_ID) {
            return row.isUser(longIds.get((int) records[at + ID]));
        }
        for (int word = 0; word * Long.BYTES < length; word++) {
            if (records[at + ID + word] != row.userIdWord(word)) {
                return false;
            }
        }
        return true;
    }

    /** Adds a row that {@link #find} did not find: removed, and older than any. */
    int add(RowView row, int number) {
        reserve(1);
        int record = size++;
        int at = record * WORDS;
        records[at + ROUND] = 1;
        records[at + NUMBER] = ((long) row.userIdLength() << 32) | number;
        if (row.userIdLength() > LONGEST_ID) {
            records[at + ID] = longIds.size();
            longIds.add(row.userIdBytes());
        } else {
            for (int word = 0; word * Long.BYTES < row.userIdLength(); word++) {
                records[at + ID + word] = row.userIdWord(word);
            }
        }
        put(((long) row.userHash() << 32) | (record + 1));
        note(row.place(), record);
        return record;
    }

    /** Makes room for so many more rows. */
    void reserve(int more) {
        while ((size + more) * WORDS > records.length) {
            grow();
        }
    }

    private void grow() {
        records = Arrays.copyOf(records, 2 * records.length);
        long[] old = buckets;
        buckets = new long[2 * old.length];
        for (long bucket : old) {
            if (bucket != 0) {
                put(bucket);
            }
        }
    }

    private void put(long bucket) {
        int mask = buckets.length - 1;
        int i = (int) (bucket >>> 32) & mask;
        while (buckets[i] != 0) {
            i = (i + 1) & mask;
        }
        buckets[i] = bucket;
    }

    boolean isNews(int record, RowView row) {
        long epoch = records[record * WORDS + EPOCH];
        return row.epoch() != epoch ? row.epoch() > epoch : row.sequence() > records[record * WORDS + SEQUENCE];
    }

    boolean isRemoved(int record) {
        return (records[record * WORDS + ROUND] & 1) != 0;
    }

    int number(int record) {
        return (int) records[record * WORDS + NUMBER];
    }

    String userId(int record) {
        int at = record * WORDS;
        int length = (int) (records[at + NUMBER] >>> 32);
        byte[] id = new byte[length];
        if (length > LONGEST_ID) {
            id = longIds.get((int) records[at + ID]);
        } else {
            for (int i = 0; i < length; i++) {
                id[i] = (byte) (records[at + ID + i / Long.BYTES] >>> (Byte.SIZE * (i % Long.BYTES)));
            }
        }
        return new String(id, StandardCharsets.UTF_8);
    }

    Version version(int record) {
        return new Version(records[record * WORDS + EPOCH], records[record * WORDS + SEQUENCE]);
    }

    /** A node named the row in this round. */
    void named(int record, int round) {
        records[record * WORDS + ROUND] = 2L * round + (records[record * WORDS + ROUND] & 1);
    }

    /** This version is delivered. */
    void delivered(int record, RowView row) {
        records[record * WORDS + EPOCH] = row.epoch();
        records[record * WORDS + SEQUENCE] = row.sequence();
        records[record * WORDS + ROUND] = (records[record * WORDS + ROUND] & ~1L) | (row.isRemoved() ? 1 : 0);
    }

    /**
     * Takes rows that no node named in this round, and that are not removed, for removed.
     *
     * @param removed is told the record of each, which still has its last version
     */
    void removeUnnamed(int round, IntConsumer removed) {
        for (int record = 0; record < size; record++) {
            long state = records[record * WORDS + ROUND];
            if (state >> 1 != round && (state & 1) == 0) {
                removed.accept(record);
                records[record * WORDS + ROUND] = state | 1;
                // The node may just have lagged behind: the same row may come back, an older one may not.
                records[record * WORDS + SEQUENCE]--;
            }
        }
    }
}
