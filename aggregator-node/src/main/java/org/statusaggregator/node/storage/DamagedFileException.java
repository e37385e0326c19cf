package org.statusaggregator.node.storage;

/** What was read is not what was written: of this file nothing is to be believed. */
public final class DamagedFileException extends RuntimeException {
    /** With what is wrong. */
    public DamagedFileException(String problem) {
        super(problem);
    }

    /** With what is wrong, and how it showed. */
    public DamagedFileException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
