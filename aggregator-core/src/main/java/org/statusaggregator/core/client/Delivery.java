package org.statusaggregator.core.client;

import java.util.HashMap;
import java.util.Map;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.v1.CicServerMark;
import org.statusaggregator.v1.ContactListMark;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchResponse;

/**
 * Hands what nodes send to the application. Keeps which version of each row was delivered, so that the application never sees an older one or the
 * same again, whichever node sends it, and learns what disappeared while nobody told. On the loop only.
 */
final class Delivery {
    private final Map<String, CicServer> cicServers = new HashMap<>();
    private final WatchListener listener;

    /** The rows of one CIC server. */
    private static final class CicServer {
        final Map<String, Seen> users = new HashMap<>();
        /** Counts how often all rows were announced. */
        int round;
    }

    /** The version of one row that was delivered last. It is kept when the row is removed, so that an older one cannot bring it back. */
    private static final class Seen {
        long epoch;
        long sequence;
        boolean removed = true;
        /** The last round in which a node named the row. */
        int round;

        boolean isBefore(Status row) {
            return row.getEpoch() != epoch ? row.getEpoch() > epoch : row.getSequence() > sequence;
        }
    }

    Delivery(WatchListener listener) {
        this.listener = listener;
    }

    /** Delivers the rows and marks of one message. */
    void accept(WatchResponse message) {
        message.getStatusesList().forEach(this::accept);
        switch (message.getMarkCase()) {
            case STARTED -> {
                String node = message.getStarted().getNode();
                Callbacks.run(() -> listener.onConnected(node));
            }
            case SNAPSHOT_BEGIN -> {
                cicServers.values().forEach(cicServer -> cicServer.round++);
                Callbacks.run(listener::onSnapshotBegin);
            }
            case SNAPSHOT_END -> {
                cicServers.forEach(this::removeUnnamed);
                Callbacks.run(listener::onSnapshotEnd);
            }
            case RESYNC_BEGIN -> resyncBegins(message.getResyncBegin().getCicServer());
            case RESYNC_END -> resyncEnds(message.getResyncEnd().getCicServer());
            case CIC_SERVER -> {
                CicServerMark mark = message.getCicServer();
                Callbacks.run(() -> listener.onCicServer(mark.getCicServer(), WireStatus.fromProto(mark.getState())));
            }
            case CONTACT_LIST -> {
                ContactListMark mark = message.getContactList();
                Callbacks.run(() -> listener.onContactList(mark.getContactList(), mark.getVersion()));
            }
            case PROGRESS, GO_AWAY, MARK_NOT_SET -> {}
        }
    }

    private void accept(Status row) {
        CicServer cicServer = cicServers.computeIfAbsent(row.getCicServer(), name -> new CicServer());
        Seen seen = cicServer.users.computeIfAbsent(row.getUserId(), id -> new Seen());
        boolean news = seen.isBefore(row);
        if (news || !row.getRemoved()) {
            seen.round = cicServer.round;
        }
        if (!news) {
            return;
        }
        boolean wasRemoved = seen.removed;
        seen.epoch = row.getEpoch();
        seen.sequence = row.getSequence();
        seen.removed = row.getRemoved();
        if (!row.getRemoved()) {
            Callbacks.run(() -> listener.onStatus(WireStatus.fromProto(row)));
        } else if (!wasRemoved) {
            Callbacks.run(() -> listener.onRemoved(WireStatus.removedFromProto(row)));
        }
    }

    private void resyncBegins(String name) {
        CicServer cicServer = cicServers.get(name);
        if (cicServer != null) {
            cicServer.round++;
        }
        Callbacks.run(() -> listener.onResyncBegin(name));
    }

    private void resyncEnds(String name) {
        CicServer cicServer = cicServers.get(name);
        if (cicServer != null) {
            removeUnnamed(name, cicServer);
        }
        Callbacks.run(() -> listener.onResyncEnd(name));
    }

    /** All rows were sent: what was not among them is gone. */
    private void removeUnnamed(String name, CicServer cicServer) {
        cicServer.users.forEach((userId, seen) -> {
            if (seen.round != cicServer.round && !seen.removed) {
                Version last = new Version(seen.epoch, seen.sequence);
                seen.removed = true;
                // The node may just have lagged behind: the same row may come back, an older one may not.
                seen.sequence--;
                Callbacks.run(() -> listener.onRemoved(new RemovedUser(name, userId, "", last)));
            }
        });
    }
}
