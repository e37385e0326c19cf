package org.statusaggregator.node.contacts;

import org.statusaggregator.node.support.InMemoryContactStore;

/** The store of the other tests does what the real one does. */
class InMemoryContactStoreTest extends ContactStoreContract {
    private final InMemoryContactStore store = new InMemoryContactStore();

    @Override
    protected ContactStore here() {
        return store;
    }

    @Override
    protected ContactStore there() {
        return store;
    }
}
