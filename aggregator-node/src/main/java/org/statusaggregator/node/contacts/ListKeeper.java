package org.statusaggregator.node.contacts;

import java.util.HashMap;
import java.util.Map;
import org.statusaggregator.core.directory.DirectoryDiff;
import org.statusaggregator.core.directory.replica.ListHeader;

/** Keeps each new state of a list in the archive, as a difference, and each new header. Only the loop of the contact lists touches it. */
final class ListKeeper implements ContactsView.Listener {
    private final ContactArchive archive;
    private final Map<String, ListHeader> kept = new HashMap<>();

    ListKeeper(ContactArchive archive) {
        this.archive = archive;
    }

    @Override
    public void changed(ListSnapshot before, ListSnapshot now) {
        if (archive == ContactArchive.NONE) {
            return;
        }
        // the first state after a start is compared with what the archive has, and not with nothing
        boolean first = !kept.containsKey(now.name());
        DirectoryDiff diff =
                DirectoryDiff.between(first ? archive.load(now.name()).contacts() : before.contacts(), now.contacts());
        save(now, diff);
    }

    @Override
    public void read(ListSnapshot now) {
        if (archive != ContactArchive.NONE && !now.header().equals(kept.get(now.name()))) {
            save(now, DirectoryDiff.NONE);
        }
    }

    private void save(ListSnapshot now, DirectoryDiff diff) {
        archive.save(now.name(), now.header(), diff.put(), diff.removed());
        kept.put(now.name(), now.header());
    }
}
