package org.statusaggregator.node.storage;

/**
 * What a map holds in all, so that a value that is missing or there twice is noticed.
 *
 * @param count of keys
 * @param sum of the values' checksums
 */
record Total(int count, long sum) {
    static final Total NOTHING = new Total(0, 0);

    Total with(byte[] sealed) {
        return new Total(count + 1, sum + Checksum.sum(sealed));
    }

    Total without(byte[] sealed) {
        return new Total(count - 1, sum - Checksum.sum(sealed));
    }
}
