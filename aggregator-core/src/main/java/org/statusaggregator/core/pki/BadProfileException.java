package org.statusaggregator.core.pki;

/** A certificate was asked for with a name, address or validity that cannot be; the message says field, value and expectation. */
public final class BadProfileException extends IllegalArgumentException {
    BadProfileException(String field, String value, String expectation) {
        super(field + ": \"" + value + "\" (expected: " + expectation + ")");
    }
}
