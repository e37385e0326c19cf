package org.statusaggregator.core.tls;

/** A certificate that does not say who its holder is. */
public final class BadIdentityException extends Exception {
    BadIdentityException(String message) {
        super(message);
    }

    BadIdentityException(String message, Exception cause) {
        super(message, cause);
    }
}
