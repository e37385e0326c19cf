package org.statusaggregator.core.client;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.core.wire.RowView;
import org.statusaggregator.core.wire.WatchReader;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.v1.CicServerMark;
import org.statusaggregator.v1.ContactListMark;
import org.statusaggregator.v1.WatchResponse;

/**
 * Hands what nodes send to the application. Keeps which version of each row was delivered, so that the application never sees an older one or the
 * same again, whichever node sends it, and learns what disappeared while nobody told. On the loop only.
 */
final class Delivery {
    private final Map<String, CicServer> cicServers = new HashMap<>();
    private final WatchListener listener;
    private int rows;
    private final int[] places = new int[RowTable.MOST_FETCHED];
    /** Rows of one CIC server come together. */
    private @Nullable CicServer last;

    /** The rows of one CIC server. */
    private static final class CicServer {
        final String name;
        final int number;
        final byte[] nameBytes;
        final RowTable rows = new RowTable();
        /** Counts how often all rows were announced. */
        int round;

        CicServer(String name, int number) {
            this.name = name;
            this.number = number;
            this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
        }
    }

    Delivery(WatchListener listener) {
        this.listener = listener;
    }

    /**
     * Delivers the rows of a message.
     *
     * @throws InvalidProtocolBufferException if it is none; rows before the place where that shows are delivered
     */
    void rows(WatchReader message) throws InvalidProtocolBufferException {
        int count = 0;
        try {
            for (RowView row = message.nextRow(); row != null; row = message.nextRow()) {
                CicServer cicServer = cicServer(row);
                if (count % places.length == 0) {
                    fetch(message, cicServer.rows);
                }
                accept(row, cicServer);
                count++;
            }
        } finally {
            if (count > 0) {
                Callbacks.run(listener::onRowsEnd);
            }
        }
    }

    /** Has the processor fetch what is known of the rows that come next: a message has rows of one CIC server. */
    private void fetch(WatchReader message, RowTable rows) throws InvalidProtocolBufferException {
        int ahead = message.peek(places);
        rows.reserve(rows.fetch(places, ahead));
    }

    /** Delivers the mark of a message. */
    void mark(WatchResponse message) {
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
                cicServers.values().forEach(this::removeUnnamed);
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

    private void accept(RowView row, CicServer cicServer) {
        RowTable table = cicServer.rows;
        int record = table.find(row);
        if (record < 0) {
            record = table.add(row, rows++);
        }
        boolean news = table.isNews(record, row);
        if (news || !row.isRemoved()) {
            table.named(record, cicServer.round);
        }
        if (!news) {
            return;
        }
        boolean wasRemoved = table.isRemoved(record);
        table.delivered(record, row);
        if (!row.isRemoved() || !wasRemoved) {
            row.numbers(cicServer.number, table.number(record));
            Callbacks.row(listener, row);
        }
    }

    private CicServer cicServer(RowView row) {
        CicServer known = last;
        if (known == null || !row.isOf(known.nameBytes)) {
            known = cicServers.computeIfAbsent(row.cicServer(), name -> new CicServer(name, cicServers.size()));
            last = known;
        }
        return known;
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
            removeUnnamed(cicServer);
        }
        Callbacks.run(() -> listener.onResyncEnd(name));
    }

    /** All rows were sent: what was not among them is gone. */
    private void removeUnnamed(CicServer cicServer) {
        cicServer.rows.removeUnnamed(cicServer.round, record -> {
            String userId = cicServer.rows.userId(record);
            Version version = cicServer.rows.version(record);
            Callbacks.run(() -> listener.onRemoved(new RemovedUser(cicServer.name, userId, "", version)));
        });
    }
}
