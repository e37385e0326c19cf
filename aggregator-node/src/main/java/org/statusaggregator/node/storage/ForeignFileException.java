package org.statusaggregator.node.storage;

/** The file is sound, but it was written by something else: another cluster, another program, a later version. */
final class ForeignFileException extends RuntimeException {
    ForeignFileException(String problem) {
        super(problem);
    }
}
