package org.statusaggregator.node.watch;

/** A resume token that is none of ours, or that belongs to another filter. */
public final class BadTokenException extends Exception {
    private final boolean ofAnotherFilter;

    BadTokenException(String message) {
        this(message, false);
    }

    BadTokenException(String message, boolean ofAnotherFilter) {
        super(message);
        this.ofAnotherFilter = ofAnotherFilter;
    }

    /** Whether it is a whole token, of a watch with another filter or with contact lists that have changed since. */
    public boolean isOfAnotherFilter() {
        return ofAnotherFilter;
    }
}
