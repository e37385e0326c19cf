package org.statusaggregator.core.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Status;

/**
 * A row as it stands in a received message: a place in its bytes, moved from row to row. Reading version, time and identity makes no objects;
 * {@link #status} makes all of them. Valid until the call that it was handed to returns. Not thread-safe.
 */
public final class RowView {
    private static final int CIC_SERVER = tag(org.statusaggregator.v1.Status.CIC_SERVER_FIELD_NUMBER, 2);
    private static final int USER_ID = tag(org.statusaggregator.v1.Status.USER_ID_FIELD_NUMBER, 2);
    private static final int STATUS_SINCE = tag(org.statusaggregator.v1.Status.STATUS_SINCE_FIELD_NUMBER, 2);
    private static final int REMOVED = tag(org.statusaggregator.v1.Status.REMOVED_FIELD_NUMBER, 0);
    private static final int EPOCH = tag(org.statusaggregator.v1.Status.EPOCH_FIELD_NUMBER, 0);
    private static final int SEQUENCE = tag(org.statusaggregator.v1.Status.SEQUENCE_FIELD_NUMBER, 0);
    private static final int SECONDS = tag(1, 0);
    private static final int NANOS = tag(2, 0);

    private final ProtoCursor in = new ProtoCursor();
    private byte[] bytes = {};
    private int begin;
    private int end;
    private int cicServerBegin;
    private int cicServerEnd;
    private int userIdBegin;
    private int userIdEnd;
    private long epoch;
    private long sequence;
    private boolean removed;
    private long sinceSeconds;
    private int sinceNanos;
    private int number;

    private static int tag(int field, int wireType) {
        return (field << 3) | wireType;
    }

    /** Moves to the row that stands there. */
    void move(byte[] message, int from, int to) throws InvalidProtocolBufferException {
        bytes = message;
        begin = from;
        end = to;
        cicServerBegin = cicServerEnd = userIdBegin = userIdEnd = from;
        epoch = sequence = sinceSeconds = 0;
        sinceNanos = 0;
        removed = false;
        in.open(message, from, to);
        while (!in.atEnd()) {
            read(in.tag());
        }
    }

    private void read(int tag) throws InvalidProtocolBufferException {
        if (tag == CIC_SERVER) {
            int length = in.length();
            cicServerBegin = in.position();
            cicServerEnd = in.skip(length);
        } else if (tag == USER_ID) {
            int length = in.length();
            userIdBegin = in.position();
            userIdEnd = in.skip(length);
        } else if (tag == EPOCH) {
            epoch = in.varint();
        } else if (tag == SEQUENCE) {
            sequence = in.varint();
        } else if (tag == STATUS_SINCE) {
            int length = in.length();
            readSince(in.position() + length);
        } else if (tag == REMOVED) {
            removed = in.varint() != 0;
        } else {
            in.skipField(tag);
        }
    }

    private void readSince(int to) throws InvalidProtocolBufferException {
        while (in.position() < to) {
            int tag = in.tag();
            if (tag == SECONDS) {
                sinceSeconds = in.varint();
            } else if (tag == NANOS) {
                sinceNanos = (int) in.varint();
            } else {
                in.skipField(tag);
            }
        }
    }

    /** Whether the row is gone; then only identity and version are told. */
    public boolean isRemoved() {
        return removed;
    }

    /** The first part of the version. */
    public long epoch() {
        return epoch;
    }

    /** The second part of the version. */
    public long sequence() {
        return sequence;
    }

    /** Seconds since 1970 at which the user entered the status; 0 = not told. */
    public long sinceSeconds() {
        return sinceSeconds;
    }

    /** Nanoseconds behind {@link #sinceSeconds}. */
    public int sinceNanos() {
        return sinceNanos;
    }

    /** The CIC server's name. */
    public String cicServer() {
        return new String(bytes, cicServerBegin, cicServerEnd - cicServerBegin, StandardCharsets.UTF_8);
    }

    /** The user's id on that CIC server. */
    public String userId() {
        return new String(bytes, userIdBegin, userIdEnd - userIdBegin, StandardCharsets.UTF_8);
    }

    /** How many bytes the user's id has in UTF-8. */
    public int userIdLength() {
        return userIdEnd - userIdBegin;
    }

    /** Copies the user's id, as UTF-8, to this place, where there is room. Answers where it ends. */
    public int copyUserId(byte[] target, int at) {
        System.arraycopy(bytes, userIdBegin, target, at, userIdLength());
        return at + userIdLength();
    }

    /** Whether these bytes are the user's id, as UTF-8. */
    public boolean isUser(byte[] userId, int from, int to) {
        return Arrays.equals(bytes, userIdBegin, userIdEnd, userId, from, to);
    }

    /** Whether this is the CIC server's name, as UTF-8. */
    public boolean isOf(byte[] cicServer) {
        return Arrays.equals(bytes, cicServerBegin, cicServerEnd, cicServer, 0, cicServer.length);
    }

    /** The same for the same user id. */
    public int userHash() {
        int hash = 0;
        for (int i = userIdBegin; i < userIdEnd; i++) {
            hash = 31 * hash + bytes[i];
        }
        // Ids often differ in their last digits only.
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    /** The row's number in the watch that delivers it: 0 for the first row that it met, then one more for each other one. It stays. */
    public int number() {
        return number;
    }

    /** Notes the number. */
    public void number(int newNumber) {
        number = newNumber;
    }

    /** The whole status. */
    public Status status() {
        return WireStatus.fromProto(message());
    }

    /** Who is gone. */
    public RemovedUser removedUser() {
        return WireStatus.removedFromProto(message());
    }

    private org.statusaggregator.v1.Status message() {
        try {
            return org.statusaggregator.v1.Status.parseFrom(ByteString.copyFrom(bytes, begin, end - begin));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("a row is no Status message: " + e.getMessage(), e);
        }
    }
}
