package org.statusaggregator.node.contacts;

/** A question about contacts that cannot be answered: which part of it, its value, and what was expected. */
public final class BadQueryException extends RuntimeException {
    private final String field;
    private final String value;
    private final String expected;

    /** With its three parts. */
    public BadQueryException(String field, String value, String expected) {
        super(field + ": \"" + value + "\" (expected: " + expected + ")");
        this.field = field;
        this.value = value;
        this.expected = expected;
    }

    /** Which part. */
    public String field() {
        return field;
    }

    /** Its value. */
    public String value() {
        return value;
    }

    /** What was expected. */
    public String expected() {
        return expected;
    }
}
