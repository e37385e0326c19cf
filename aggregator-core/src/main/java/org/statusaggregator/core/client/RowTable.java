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

    private static final long PLACE = 0xFFFF_FFFFL;

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

    /** Place of a record + 1, above it the hash of its id; 0 = free. At most half of it is used. */
    private long[] buckets = new long[2 * SMALLEST];

    private long[] records = new long[SMALLEST * WORDS];
    private final int[] fetched = new int[MOST_FETCHED];
    private final List<byte[]> longIds = new ArrayList<>();
    private int size;

    /** The place of the row with this user id; -1 = there is none. */
    int find(RowView row) {
        int hash = row.userHash();
        int mask = buckets.length - 1;
        for (int i = hash & mask; buckets[i] != 0; i = (i + 1) & mask) {
            if ((int) (buckets[i] >>> 32) == hash) {
                int place = (int) (buckets[i] & PLACE) - 1;
                if (isUser(place, row)) {
                    return place;
                }
            }
        }
        return -1;
    }

    /**
     * Has the processor fetch what {@link #find} will look at. The rows of a message lie anywhere in memory: touched one after the other, with work
     * in between, each costs a wait; touched in a row, many are waited for at once.
     *
     * @return how many of them are not here for certain
     */
    int fetch(int[] userHashes, int count) {
        int mask = buckets.length - 1;
        int unknown = 0;
        for (int i = 0; i < count; i++) {
            fetched[i] = (int) (buckets[userHashes[i] & mask] & PLACE);
        }
        for (int i = 0; i < count; i++) {
            // The sign of a row's number is never set: this is how the record is read without a use for it.
            unknown += fetched[i] == 0 ? 1 : (int) (records[(fetched[i] - 1) * WORDS + NUMBER] >>> 63);
        }
        return unknown;
    }

    private boolean isUser(int place, RowView row) {
        int record = place * WORDS;
        int length = row.userIdLength();
        if ((int) (records[record + NUMBER] >>> 32) != length) {
            return false;
        }
        if (length > LONGEST_ID) {
            return row.isUser(longIds.get((int) records[record + ID]));
        }
        for (int word = 0; word * Long.BYTES < length; word++) {
            if (records[record + ID + word] != row.userIdWord(word)) {
                return false;
            }
        }
        return true;
    }

    /** Adds a row that {@link #find} did not find: removed, and older than any. */
    int add(RowView row, int number) {
        reserve(1);
        int place = size++;
        int record = place * WORDS;
        records[record + ROUND] = 1;
        records[record + NUMBER] = ((long) row.userIdLength() << 32) | number;
        if (row.userIdLength() > LONGEST_ID) {
            records[record + ID] = longIds.size();
            longIds.add(row.userIdBytes());
        } else {
            for (int word = 0; word * Long.BYTES < row.userIdLength(); word++) {
                records[record + ID + word] = row.userIdWord(word);
            }
        }
        put(((long) row.userHash() << 32) | (place + 1));
        return place;
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

    boolean isNews(int place, RowView row) {
        long epoch = records[place * WORDS + EPOCH];
        return row.epoch() != epoch ? row.epoch() > epoch : row.sequence() > records[place * WORDS + SEQUENCE];
    }

    boolean isRemoved(int place) {
        return (records[place * WORDS + ROUND] & 1) != 0;
    }

    int number(int place) {
        return (int) records[place * WORDS + NUMBER];
    }

    String userId(int place) {
        int record = place * WORDS;
        int length = (int) (records[record + NUMBER] >>> 32);
        byte[] id = new byte[length];
        if (length > LONGEST_ID) {
            id = longIds.get((int) records[record + ID]);
        } else {
            for (int i = 0; i < length; i++) {
                id[i] = (byte) (records[record + ID + i / Long.BYTES] >>> (Byte.SIZE * (i % Long.BYTES)));
            }
        }
        return new String(id, StandardCharsets.UTF_8);
    }

    Version version(int place) {
        return new Version(records[place * WORDS + EPOCH], records[place * WORDS + SEQUENCE]);
    }

    /** A node named the row in this round. */
    void named(int place, int round) {
        records[place * WORDS + ROUND] = 2L * round + (records[place * WORDS + ROUND] & 1);
    }

    /** This version is delivered. */
    void delivered(int place, RowView row) {
        records[place * WORDS + EPOCH] = row.epoch();
        records[place * WORDS + SEQUENCE] = row.sequence();
        records[place * WORDS + ROUND] = (records[place * WORDS + ROUND] & ~1L) | (row.isRemoved() ? 1 : 0);
    }

    /**
     * Takes rows that no node named in this round, and that are not removed, for removed.
     *
     * @param removed is told the place of each, which still has its last version
     */
    void removeUnnamed(int round, IntConsumer removed) {
        for (int place = 0; place < size; place++) {
            long state = records[place * WORDS + ROUND];
            if (state >> 1 != round && (state & 1) == 0) {
                removed.accept(place);
                records[place * WORDS + ROUND] = state | 1;
                // The node may just have lagged behind: the same row may come back, an older one may not.
                records[place * WORDS + SEQUENCE]--;
            }
        }
    }
}
