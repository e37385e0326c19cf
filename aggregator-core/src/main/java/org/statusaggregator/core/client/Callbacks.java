package org.statusaggregator.core.client;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.wire.RowView;

/** Calls the application. What it throws is logged and harms nothing else. */
final class Callbacks {
    private static final Logger LOG = LogManager.getLogger(Callbacks.class);

    private Callbacks() {}

    static void run(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("the application's listener failed; the client goes on", e);
        }
    }

    /** Hands over a row, without an object for the call. */
    static void row(WatchListener listener, RowView row) {
        try {
            listener.onRow(row);
        } catch (RuntimeException e) {
            LOG.error("the application's listener failed; the client goes on", e);
        }
    }
}
