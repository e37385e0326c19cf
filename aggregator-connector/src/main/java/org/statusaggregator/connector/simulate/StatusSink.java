package org.statusaggregator.connector.simulate;

import org.statusaggregator.core.status.Status;

/** Where the changes of a simulated CIC server go. Called by one thread. */
public interface StatusSink {
    /** The user is new, or changed. */
    void put(Status status);

    /** The user is gone from the CIC server. */
    void remove(String userId);
}
