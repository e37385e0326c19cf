package org.statusaggregator.node.contacts;

/** Hands each state of a list that the cluster holds to the archive, and each new header of it. */
final class ListKeeper implements ContactsView.Listener {
    private final ContactArchive archive;

    ListKeeper(ContactArchive archive) {
        this.archive = archive;
    }

    @Override
    public void changed(ListSnapshot before, ListSnapshot now) {
        archive.save(now);
    }

    @Override
    public void read(ListSnapshot now) {
        archive.save(now);
    }
}
