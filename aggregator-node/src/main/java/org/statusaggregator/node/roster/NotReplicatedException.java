package org.statusaggregator.node.roster;

/** The outcome of a request is not known to be safe on enough nodes. The request may have been applied; repeating it is safe. */
public final class NotReplicatedException extends RuntimeException {
    /** With what was tried, and why it failed. */
    public NotReplicatedException(String message, Throwable cause) {
        super(message, cause);
    }
}
