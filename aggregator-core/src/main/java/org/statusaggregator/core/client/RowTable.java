package org.statusaggregator.core.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.core.wire.RowView;

/**
 * Which version of each row of one CIC server was delivered last. Arrays, because a watch of everything has a million rows, and looks one up for
 * each change. Rows are found by the user's id and stay, removed ones too, so that an older one cannot bring them back.
 */
final class RowTable {
    private static final int SMALLEST = 16;
    /** What is kept of a row, side by side: one miss of the processor's cache for all. */
    private static final int EPOCH = 0;

    private static final int SEQUENCE = 1;
    /** The last round in which a node named the row, and in the lowest bit whether it is removed. */
    private static final int ROUND = 2;

    /** The row's number in the watch; above it, where its user's id begins. */
    private static final int NUMBER_AND_ID = 3;

    private static final int FIELDS = 4;
    private static final int USUAL_ID = 16;

    /** Place of a row + 1, by hash; 0 = free. At most half of it is used. */
    private int[] buckets = new int[2 * SMALLEST];

    /** The users' ids one behind the other, as UTF-8. */
    private byte[] ids = new byte[SMALLEST * USUAL_ID];

    private int idsEnd;
    private int[] hashes = new int[SMALLEST];
    private long[] fields = new long[SMALLEST * FIELDS];
    private int size;

    /** The place of the row with this user id; -1 = there is none. */
    int find(RowView row) {
        int hash = row.userHash();
        int mask = buckets.length - 1;
        for (int i = hash & mask; buckets[i] != 0; i = (i + 1) & mask) {
            int place = buckets[i] - 1;
            if (hashes[place] == hash && row.isUser(ids, idBegin(place), idEnd(place))) {
                return place;
            }
        }
        return -1;
    }

    /** Adds a row that {@link #find} did not find: removed, and older than any. */
    int add(RowView row, int number) {
        if (size == hashes.length) {
            grow();
        }
        int place = size++;
        hashes[place] = row.userHash();
        fields[place * FIELDS + ROUND] = 1;
        fields[place * FIELDS + NUMBER_AND_ID] = ((long) idsEnd << 32) | number;
        if (ids.length - idsEnd < row.userIdLength()) {
            ids = Arrays.copyOf(ids, 2 * ids.length + row.userIdLength());
        }
        idsEnd = row.copyUserId(ids, idsEnd);
        put(place);
        return place;
    }

    private void grow() {
        int larger = 2 * size;
        hashes = Arrays.copyOf(hashes, larger);
        fields = Arrays.copyOf(fields, larger * FIELDS);
        buckets = new int[2 * larger];
        for (int place = 0; place < size; place++) {
            put(place);
        }
    }

    private void put(int place) {
        int mask = buckets.length - 1;
        int i = hashes[place] & mask;
        while (buckets[i] != 0) {
            i = (i + 1) & mask;
        }
        buckets[i] = place + 1;
    }

    private int idBegin(int place) {
        return (int) (fields[place * FIELDS + NUMBER_AND_ID] >>> 32);
    }

    private int idEnd(int place) {
        return place + 1 == size ? idsEnd : idBegin(place + 1);
    }

    boolean isNews(int place, RowView row) {
        long epoch = fields[place * FIELDS + EPOCH];
        return row.epoch() != epoch ? row.epoch() > epoch : row.sequence() > fields[place * FIELDS + SEQUENCE];
    }

    boolean isRemoved(int place) {
        return (fields[place * FIELDS + ROUND] & 1) != 0;
    }

    int number(int place) {
        return (int) fields[place * FIELDS + NUMBER_AND_ID];
    }

    String userId(int place) {
        return new String(ids, idBegin(place), idEnd(place) - idBegin(place), StandardCharsets.UTF_8);
    }

    Version version(int place) {
        return new Version(fields[place * FIELDS + EPOCH], fields[place * FIELDS + SEQUENCE]);
    }

    /** A node named the row in this round. */
    void named(int place, int round) {
        fields[place * FIELDS + ROUND] = 2L * round + (fields[place * FIELDS + ROUND] & 1);
    }

    /** This version is delivered. */
    void delivered(int place, RowView row) {
        fields[place * FIELDS + EPOCH] = row.epoch();
        fields[place * FIELDS + SEQUENCE] = row.sequence();
        fields[place * FIELDS + ROUND] = (fields[place * FIELDS + ROUND] & ~1L) | (row.isRemoved() ? 1 : 0);
    }

    /**
     * Takes rows that no node named in this round, and that are not removed, for removed.
     *
     * @param removed is told the place of each, which still has its last version
     */
    void removeUnnamed(int round, IntConsumer removed) {
        for (int place = 0; place < size; place++) {
            long state = fields[place * FIELDS + ROUND];
            if (state >> 1 != round && (state & 1) == 0) {
                removed.accept(place);
                fields[place * FIELDS + ROUND] = state | 1;
                // The node may just have lagged behind: the same row may come back, an older one may not.
                fields[place * FIELDS + SEQUENCE]--;
            }
        }
    }
}
