package org.statusaggregator.core.client;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

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
}
