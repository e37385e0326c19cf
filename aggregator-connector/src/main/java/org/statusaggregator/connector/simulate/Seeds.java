package org.statusaggregator.connector.simulate;

/** Seeds of independent streams out of one seed. */
final class Seeds {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Seeds() {}

    /** The seed of the stream with this name (FNV-1a over the name's characters). */
    static long mix(long seed, String name) {
        long hash = FNV_OFFSET ^ seed;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
