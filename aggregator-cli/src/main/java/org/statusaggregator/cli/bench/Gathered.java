package org.statusaggregator.cli.bench;

/**
 * Rows that came together, until they are taken down. They lie anywhere in memory: written one after the other, each would wait for it; gathered,
 * they are fetched side by side.
 */
final class Gathered {
    private static final int MOST = 128;

    private final int[] numbers = new int[MOST];
    private final int[] cicServers = new int[MOST];
    private final long[] stamps = new long[MOST];
    private int size;

    @SuppressWarnings("UnusedVariable") // without a place for what was read, nothing would be
    private long fetched;

    /** Adds a row; tells whether there is no room for another one. */
    boolean add(int number, int cicServer, long stamp) {
        numbers[size] = number;
        cicServers[size] = cicServer;
        stamps[size] = stamp;
        size++;
        return size == MOST;
    }

    /** Has the processor fetch what these rows have in this array. */
    void fetch(long[] rows) {
        long all = 0;
        for (int i = 0; i < size; i++) {
            all |= rows[numbers[i]];
        }
        fetched = all;
    }

    int size() {
        return size;
    }

    int number(int index) {
        return numbers[index];
    }

    int cicServer(int index) {
        return cicServers[index];
    }

    long stamp(int index) {
        return stamps[index];
    }

    void clear() {
        size = 0;
    }
}
