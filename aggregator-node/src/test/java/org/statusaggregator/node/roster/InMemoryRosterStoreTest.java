package org.statusaggregator.node.roster;

import org.statusaggregator.node.support.InMemoryRosterStore;

/** The tests' own store keeps the contract, so that what is tested on it holds. */
class InMemoryRosterStoreTest extends RosterStoreContract {
    private final InMemoryRosterStore store = new InMemoryRosterStore();

    @Override
    protected RosterStore here() {
        return store;
    }

    @Override
    protected RosterStore there() {
        return store;
    }

    @Override
    protected int copies() {
        return 1;
    }
}
