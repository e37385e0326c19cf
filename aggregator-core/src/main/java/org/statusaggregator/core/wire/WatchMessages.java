package org.statusaggregator.core.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.v1.CicServerMark;
import org.statusaggregator.v1.ContactListMark;
import org.statusaggregator.v1.GoAway;
import org.statusaggregator.v1.Progress;
import org.statusaggregator.v1.Resync;
import org.statusaggregator.v1.SnapshotBegin;
import org.statusaggregator.v1.SnapshotEnd;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchResponse;
import org.statusaggregator.v1.WatchStarted;

/**
 * Encoded {@link WatchResponse} messages. Rows are written around their ready-made bodies: protobuf lets the fields of a message follow one another in any
 * order, so version and source are written before the body's bytes without decoding them. There a reader has them at once.
 */
public final class WatchMessages {
    private static final byte[] NOTHING = {};

    private WatchMessages() {}

    /** A message with these rows of one CIC server. The places come first: a reader fetches what it knows of all rows before it reads the first. */
    public static byte[] rows(String cicServer, List<Row> rows) {
        if (rows.isEmpty()) {
            return NOTHING;
        }
        int[] lengths = new int[rows.size()];
        int places = 0;
        int size = 0;
        for (int i = 0; i < lengths.length; i++) {
            places += CodedOutputStream.computeInt32SizeNoTag(place(rows.get(i)));
            lengths[i] = length(cicServer, rows.get(i));
            size += CodedOutputStream.computeTagSize(WatchResponse.STATUSES_FIELD_NUMBER)
                    + CodedOutputStream.computeUInt32SizeNoTag(lengths[i])
                    + lengths[i];
        }
        size += CodedOutputStream.computeTagSize(WatchResponse.PLACES_FIELD_NUMBER)
                + CodedOutputStream.computeUInt32SizeNoTag(places)
                + places;
        byte[] message = new byte[size];
        CodedOutputStream out = CodedOutputStream.newInstance(message);
        try {
            writePlaces(rows, places, out);
            for (int i = 0; i < lengths.length; i++) {
                out.writeTag(WatchResponse.STATUSES_FIELD_NUMBER, 2);
                out.writeUInt32NoTag(lengths[i]);
                write(cicServer, rows.get(i), out);
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("row sizes computed wrongly", e);
        }
        return message;
    }

    private static void writePlaces(List<Row> rows, int length, CodedOutputStream out) throws IOException {
        out.writeTag(WatchResponse.PLACES_FIELD_NUMBER, 2);
        out.writeUInt32NoTag(length);
        for (Row row : rows) {
            out.writeInt32NoTag(place(row));
        }
    }

    /** From 1; 0 for a removal, which has another place than the user. */
    private static int place(Row row) {
        return row.isRemoved() ? 0 : row.place() + 1;
    }

    /** The row as a message of its own. */
    public static Status row(String cicServer, Row row) {
        byte[] message = new byte[length(cicServer, row)];
        CodedOutputStream out = CodedOutputStream.newInstance(message);
        try {
            write(cicServer, row, out);
            return Status.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("row of " + cicServer + " is no Status message", e);
        } catch (IOException e) {
            throw new IllegalStateException("row sizes computed wrongly", e);
        }
    }

    private static int length(String cicServer, Row row) {
        int identity = !row.isRemoved()
                ? row.body().length
                : CodedOutputStream.computeStringSize(Status.CIC_SERVER_FIELD_NUMBER, cicServer)
                        + CodedOutputStream.computeStringSize(Status.USER_ID_FIELD_NUMBER, row.userId())
                        + CodedOutputStream.computeStringSize(Status.EMAIL_FIELD_NUMBER, row.email())
                        + CodedOutputStream.computeBoolSize(Status.REMOVED_FIELD_NUMBER, true);
        return identity
                + CodedOutputStream.computeInt64Size(Status.EPOCH_FIELD_NUMBER, row.epoch())
                + CodedOutputStream.computeInt64Size(Status.SEQUENCE_FIELD_NUMBER, row.sequence())
                + CodedOutputStream.computeEnumSize(Status.SOURCE_FIELD_NUMBER, source(row));
    }

    private static void write(String cicServer, Row row, CodedOutputStream out) throws IOException {
        if (row.isRemoved()) {
            out.writeBool(Status.REMOVED_FIELD_NUMBER, true);
        }
        out.writeInt64(Status.EPOCH_FIELD_NUMBER, row.epoch());
        out.writeInt64(Status.SEQUENCE_FIELD_NUMBER, row.sequence());
        out.writeEnum(Status.SOURCE_FIELD_NUMBER, source(row));
        if (row.isRemoved()) {
            out.writeString(Status.CIC_SERVER_FIELD_NUMBER, cicServer);
            out.writeString(Status.USER_ID_FIELD_NUMBER, row.userId());
            out.writeString(Status.EMAIL_FIELD_NUMBER, row.email());
        } else {
            out.writeRawBytes(row.body());
        }
    }

    private static int source(Row row) {
        return WireStatus.toProto(row.source()).getNumber();
    }

    /** The first message of a watch. */
    public static byte[] started(String watchId, String node, boolean resumed) {
        return WatchResponse.newBuilder()
                .setStarted(WatchStarted.newBuilder()
                        .setWatchId(watchId)
                        .setNode(node)
                        .setResumed(resumed))
                .build()
                .toByteArray();
    }

    /** Everything follows. */
    public static byte[] snapshotBegin() {
        return WatchResponse.newBuilder()
                .setSnapshotBegin(SnapshotBegin.getDefaultInstance())
                .build()
                .toByteArray();
    }

    /** Everything was sent. */
    public static byte[] snapshotEnd(byte[] token) {
        return WatchResponse.newBuilder()
                .setSnapshotEnd(SnapshotEnd.newBuilder().setResumeToken(ByteString.copyFrom(token)))
                .build()
                .toByteArray();
    }

    /** Everything up to the token was sent. */
    public static byte[] progress(byte[] token) {
        return WatchResponse.newBuilder()
                .setProgress(Progress.newBuilder().setResumeToken(ByteString.copyFrom(token)))
                .build()
                .toByteArray();
    }

    /** The state of a CIC server. */
    public static byte[] cicServer(String cicServer, CicServerState state) {
        return WatchResponse.newBuilder()
                .setCicServer(CicServerMark.newBuilder().setCicServer(cicServer).setState(WireStatus.toProto(state)))
                .build()
                .toByteArray();
    }

    /** The state of a contact list. */
    public static byte[] contactList(String name, String version) {
        return WatchResponse.newBuilder()
                .setContactList(
                        ContactListMark.newBuilder().setContactList(name).setVersion(version))
                .build()
                .toByteArray();
    }

    /** All rows of the CIC server follow. */
    public static byte[] resyncBegin(String cicServer) {
        return WatchResponse.newBuilder()
                .setResyncBegin(Resync.newBuilder().setCicServer(cicServer))
                .build()
                .toByteArray();
    }

    /** All rows of the CIC server were sent. */
    public static byte[] resyncEnd(String cicServer) {
        return WatchResponse.newBuilder()
                .setResyncEnd(Resync.newBuilder().setCicServer(cicServer))
                .build()
                .toByteArray();
    }

    /** The node stops. */
    public static byte[] goAway(List<String> hosts, String reason) {
        return WatchResponse.newBuilder()
                .setGoAway(GoAway.newBuilder().addAllHosts(hosts).setReason(reason))
                .build()
                .toByteArray();
    }
}
