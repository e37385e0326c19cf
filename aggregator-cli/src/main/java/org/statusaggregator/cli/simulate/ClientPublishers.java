package org.statusaggregator.cli.simulate;

import org.statusaggregator.core.tls.KeyMaterial;

/** TEMP. */
final class ClientPublishers implements Publishers {
    @Override
    public Publisher open(String hosts, KeyMaterial keys, PublisherEvents events) {
        throw new UnsupportedOperationException();
    }
}
