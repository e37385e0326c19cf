package org.statusaggregator.connector.simulate;

/** A line that is no change: the message names field, value and expectation. */
final class BadLineException extends Exception {
    BadLineException(String message) {
        super(message);
    }

    BadLineException(String field, String value, String expected) {
        super(field + ": " + value + " (expected: " + expected + ")");
    }
}
