package org.statusaggregator.core.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.v1.WatchResponse;

/** Tells what stands in the messages of {@link WatchMessages}, in the words of the domain: for those who write it down in another form. Not thread-safe. */
public final class WatchEvents {
    private final WatchReader reader = new WatchReader();

    /** Takes what a message says, in its order. */
    public interface Sink {
        /** The watch has begun. */
        void started(String watchId, String node, boolean resumed);

        /** Everything follows. */
        void snapshotBegin();

        /** Everything was told; the token is empty if it cannot be continued from here. */
        void snapshotEnd(byte[] token);

        /** Everything up to the token was told; empty = keep the last one. */
        void progress(byte[] token);

        /** A user's status. */
        void status(Status status);

        /** A user is gone. */
        void removed(RemovedUser user);

        /** The state of a CIC server. */
        void cicServer(String cicServer, CicServerState state);

        /** The state of a contact list. */
        void contactList(String name, String version);

        /** All rows of the CIC server follow. */
        void resyncBegin(String cicServer);

        /** All rows of the CIC server were told. */
        void resyncEnd(String cicServer);

        /** The node stops. */
        void goAway(List<String> hosts, String reason);
    }

    /** Tells what the message says. */
    public void tell(byte[] message, Sink sink) {
        try {
            reader.open(message, message.length);
            @Nullable RowView row = reader.nextRow();
            while (row != null) {
                if (row.isRemoved()) {
                    sink.removed(row.removedUser());
                } else {
                    sink.status(row.status());
                }
                row = reader.nextRow();
            }
            tell(reader.mark(), sink);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("no message of a watch", e);
        }
    }

    private static void tell(WatchResponse mark, Sink sink) {
        switch (mark.getMarkCase()) {
            case STARTED ->
                sink.started(
                        mark.getStarted().getWatchId(),
                        mark.getStarted().getNode(),
                        mark.getStarted().getResumed());
            case SNAPSHOT_BEGIN -> sink.snapshotBegin();
            case SNAPSHOT_END ->
                sink.snapshotEnd(mark.getSnapshotEnd().getResumeToken().toByteArray());
            case PROGRESS -> sink.progress(mark.getProgress().getResumeToken().toByteArray());
            case CIC_SERVER ->
                sink.cicServer(
                        mark.getCicServer().getCicServer(),
                        WireStatus.fromProto(mark.getCicServer().getState()));
            case RESYNC_BEGIN -> sink.resyncBegin(mark.getResyncBegin().getCicServer());
            case RESYNC_END -> sink.resyncEnd(mark.getResyncEnd().getCicServer());
            case GO_AWAY ->
                sink.goAway(mark.getGoAway().getHostsList(), mark.getGoAway().getReason());
            case CONTACT_LIST ->
                sink.contactList(
                        mark.getContactList().getContactList(),
                        mark.getContactList().getVersion());
            case MARK_NOT_SET -> {} // rows only
        }
    }
}
