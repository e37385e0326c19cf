package org.statusaggregator.core.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

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
    private int cicServerNumber;

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

    /** Moves to the row as far as its user's id; answers the id's hash. */
    int moveToUser(byte[] message, int from, int to) throws InvalidProtocolBufferException {
        bytes = message;
        userIdBegin = userIdEnd = from;
        in.open(message, from, to);
        while (!in.atEnd() && userIdBegin == userIdEnd) {
            read(in.tag());
        }
        return userHash();
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

    /** The user's id as UTF-8, copied. */
    public byte[] userIdBytes() {
        return Arrays.copyOfRange(bytes, userIdBegin, userIdEnd);
    }

    /** Whether these bytes are the user's id, as UTF-8. */
    public boolean isUser(byte[] userId) {
        return Arrays.equals(bytes, userIdBegin, userIdEnd, userId, 0, userId.length);
    }

    /** Eight bytes of the user's id from {@code 8 * word} on, the first one lowest; zeros behind its end. */
    public long userIdWord(int word) {
        int from = userIdBegin + word * Long.BYTES;
        int left = userIdEnd - from;
        if (from + Long.BYTES <= bytes.length) {
            long eight = (long) WORDS.get(bytes, from);
            return left >= Long.BYTES ? eight : eight & ((1L << (Byte.SIZE * left)) - 1);
        }
        long value = 0;
        for (int i = Math.min(left, Long.BYTES) - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (bytes[from + i] & 0xFF);
        }
        return value;
    }

    /** Whether this is the CIC server's name, as UTF-8. */
    public boolean isOf(byte[] cicServer) {
        return Arrays.equals(bytes, cicServerBegin, cicServerEnd, cicServer, 0, cicServer.length);
    }

    /** The same for the same user id. */
    public int userHash() {
        long hash = userIdLength();
        for (int word = 0; word * Long.BYTES < userIdLength(); word++) {
            hash ^= userIdWord(word);
            // Ids differ in their last digits, which are the word's highest bytes; a product carries upwards only.
            hash = (hash ^ (hash >>> 32)) * MIX;
        }
        hash = (hash ^ (hash >>> 32)) * MIX;
        return (int) (hash ^ (hash >>> 32));
    }

    /** The CIC server's number in the watch that delivers the row: 0 for the first one that it met, then one more for each other one. */
    public int cicServerNumber() {
        return cicServerNumber;
    }

    /** The row's number in the watch that delivers it: 0 for the first row that it met, then one more for each other one. It stays. */
    public int number() {
        return number;
    }

    /** Notes both numbers. */
    public void numbers(int newCicServerNumber, int newNumber) {
        cicServerNumber = newCicServerNumber;
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
