package org.statusaggregator.cli.simulate;

import org.statusaggregator.core.tls.KeyMaterial;

/** Opens publishing sessions. */
interface Publishers {
    /**
     * Begins to open a session, which goes on in the background.
     *
     * @param hosts as an administrator types them
     * @throws IllegalArgumentException if that is no host list
     */
    Publisher open(String hosts, KeyMaterial keys, PublisherEvents events);
}
