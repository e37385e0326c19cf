package org.statusaggregator.node.contacts;

/** A directory could not be read to its end. The message is for people: where, what, and what the directory said. */
public final class DirectoryException extends Exception {
    /** With a message. */
    public DirectoryException(String message) {
        super(message);
    }

    /** With a message and its cause. */
    public DirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
