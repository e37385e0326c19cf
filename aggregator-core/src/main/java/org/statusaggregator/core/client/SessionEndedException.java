package org.statusaggregator.core.client;

/** What was waited for cannot come any more, because the publishing session has ended. */
public final class SessionEndedException extends Exception {
    SessionEndedException(String message) {
        super(message);
    }
}
