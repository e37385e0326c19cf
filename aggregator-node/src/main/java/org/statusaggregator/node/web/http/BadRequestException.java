package org.statusaggregator.node.web.http;

/** The request cannot be read: its query, or its body. */
public final class BadRequestException extends RuntimeException {
    private final int status;

    BadRequestException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The HTTP status that says so. */
    public int status() {
        return status;
    }
}
