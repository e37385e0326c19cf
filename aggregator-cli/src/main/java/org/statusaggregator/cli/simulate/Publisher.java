package org.statusaggregator.cli.simulate;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.statusaggregator.connector.simulate.StatusSink;
import org.statusaggregator.core.status.Status;

/** The publishing session of a simulated CIC server. */
interface Publisher extends StatusSink, AutoCloseable {
    /** These are all users there are. Call it first. */
    void replaceAll(Collection<Status> statuses);

    /** Completes when everything said so far is confirmed; fails when it never will be. */
    CompletableFuture<Void> flush();

    /** Publishes what is left and ends the session in order; gives up after a short while. */
    @Override
    void close();
}
