package org.statusaggregator.node.request;

/** A field of a request that cannot be used: which one, what stands there, and what was expected. Goes back to the caller as it is. */
public final class BadFieldException extends RuntimeException {
    private final String field;
    private final String value;
    private final String expected;

    /** A field, what stands there, and what was expected. */
    public BadFieldException(String field, String value, String expected) {
        super(field + ": \"" + value + "\" (expected: " + expected + ")");
        this.field = field;
        this.value = value;
        this.expected = expected;
    }

    /** The field. */
    public String field() {
        return field;
    }

    /** What stands there. */
    public String value() {
        return value;
    }

    /** What was expected. */
    public String expected() {
        return expected;
    }
}
