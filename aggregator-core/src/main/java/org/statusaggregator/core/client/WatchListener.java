package org.statusaggregator.core.client;

import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.wire.RowView;

/**
 * Receives the rows of a watch, in order, on the client's thread, one call at a time. For a user of a CIC server the versions of what it receives
 * only grow, whatever happens to nodes and connections. Return quickly: while a method runs, this client reads and publishes nothing. Who
 * needs longer hands over to a thread of its own.
 */
public interface WatchListener {
    /**
     * A new row: hands it to {@link #onStatus} or {@link #onRemoved}. Who follows a great many changes and needs little of each overrides this
     * one and reads the row where it stands. Rows that disappeared while nobody told come to {@link #onRemoved} alone.
     *
     * @param row valid until this method returns
     */
    default void onRow(RowView row) {
        if (row.isRemoved()) {
            onRemoved(row.removedUser());
        } else {
            onStatus(row.status());
        }
    }

    /** The newest status of a user. Intermediate ones may have been skipped. */
    void onStatus(Status status);

    /**
     * A row that was delivered is gone. Its address may be empty: the identity is CIC server and user id. A user whose address changed is
     * removed and comes back.
     */
    default void onRemoved(RemovedUser user) {}

    /** The rows that came together were handed over; more may follow at once. Who gathers rows does here with them what is done for many at a time. */
    default void onRowsEnd() {}

    /** Until {@link #onSnapshotEnd} rows may be missing. Comes again when a watch could not be continued; what was delivered stands. */
    default void onSnapshotBegin() {}

    /** Everything that matches was delivered, and what does not exist any more was removed. */
    default void onSnapshotEnd() {}

    /** The connection of a CIC server is in this state: when the watch starts, and at each change. */
    default void onCicServer(String cicServer, CicServerState state) {}

    /** A contact list of the watch is in this state: when the watch starts, and whenever contacts came, went or changed. */
    default void onContactList(String contactList, String version) {}

    /** Rows of this CIC server may have been missed; all of them are compared until {@link #onResyncEnd}. */
    default void onResyncBegin(String cicServer) {}

    /** What is held of this CIC server is right again. */
    default void onResyncEnd(String cicServer) {}

    /** This node serves the watch from now on. */
    default void onConnected(String node) {}

    /** The node serves no more; the watch goes on at the next host. */
    default void onDisconnected(String reason) {}
}
