package org.statusaggregator.node.storage;

/**
 * Whether what the node knows reaches its disk.
 *
 * @param state whether it does
 * @param problem why not, a sentence that names the file; "" if there is none
 */
public record StorageHealth(State state, String problem) {
    /** Nothing is to be stored. */
    public static final StorageHealth OFF = new StorageHealth(State.OFF, "");

    static final StorageHealth WRITING = new StorageHealth(State.WRITING, "");

    /** Whether it does. */
    public enum State {
        /** The configuration says that nothing is stored. */
        OFF,
        /** The disk is at most a second behind. */
        WRITING,
        /** The disk falls behind; writing is tried again and again. */
        FAILING
    }

    static StorageHealth failing(String problem) {
        return new StorageHealth(State.FAILING, problem);
    }
}
