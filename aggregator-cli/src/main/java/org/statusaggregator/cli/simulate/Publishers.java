package org.statusaggregator.cli.simulate;

import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.tls.KeyRing;

/** Opens publishing sessions. */
interface Publishers {
    /**
     * Begins to open a session, which goes on in the background.
     *
     * @throws IllegalArgumentException if the key material cannot be used
     */
    Publisher open(ServerList hosts, KeyRing keys, PublisherEvents events);
}
