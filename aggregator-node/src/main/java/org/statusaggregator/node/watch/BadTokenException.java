package org.statusaggregator.node.watch;

/** A resume token that is none of ours, or that belongs to another filter. */
public final class BadTokenException extends Exception {
    BadTokenException(String message) {
        super(message);
    }
}
