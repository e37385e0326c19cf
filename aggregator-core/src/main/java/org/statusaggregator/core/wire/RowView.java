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
 * A row as it stands in a received message: a place in its bytes, moved from row to row. Version and identity are read at once, the time when it is asked for,
 * both without making objects; {@link #status} makes all of them. Valid until the call that it was handed to returns. Not thread-safe.
 */
public final class RowView {
    private static final int CIC_SERVER = (org.statusaggregator.v1.Status.CIC_SERVER_FIELD_NUMBER << 3) | 2;
    private static final int USER_ID = (org.statusaggregator.v1.Status.USER_ID_FIELD_NUMBER << 3) | 2;
    private static final int STATUS_SINCE = (org.statusaggregator.v1.Status.STATUS_SINCE_FIELD_NUMBER << 3) | 2;
    private static final int REMOVED = org.statusaggregator.v1.Status.REMOVED_FIELD_NUMBER << 3;
    private static final int EPOCH = org.statusaggregator.v1.Status.EPOCH_FIELD_NUMBER << 3;
    private static final int SEQUENCE = org.statusaggregator.v1.Status.SEQUENCE_FIELD_NUMBER << 3;
    private static final int SOURCE = org.statusaggregator.v1.Status.SOURCE_FIELD_NUMBER << 3;
    /** No field has this tag. */
    private static final int END = 0;

    private static final int SECONDS = 1 << 3;
    private static final int NANOS = 2 << 3;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final ProtoCursor in = new ProtoCursor();
    private byte[] bytes = {};
    private int begin;
    private int end;
    /** The tag of the first field that was not read; {@link #END} = all were. */
    private int unread;

    private int cicServerBegin;
    private int cicServerEnd;
    private int userIdBegin;
    private int userIdEnd;
    private int place;
    private long epoch;
    private long sequence;
    private boolean removed;
    private long sinceSeconds;
    private int sinceNanos;
    private int number;
    private int cicServerNumber;

    /** Moves to the row that stands there, and reads until version and identity are known. The mark of a removal comes before the last of these. */
    void move(byte[] message, int from, int to, int newPlace) throws InvalidProtocolBufferException {
        bytes = message;
        begin = from;
        end = to;
        cicServerBegin = cicServerEnd = userIdBegin = userIdEnd = from;
        epoch = sequence = sinceSeconds = 0;
        sinceNanos = 0;
        removed = false;
        place = newPlace;
        in.open(message, from, to);
        // The order in which nodes write them: a processor guesses best where the same thing happens at one place.
        int tag = nextTag();
        tag = tag == EPOCH ? read(EPOCH) : tag;
        tag = tag == SEQUENCE ? read(SEQUENCE) : tag;
        tag = tag == SOURCE ? read(SOURCE) : tag;
        tag = tag == CIC_SERVER ? read(CIC_SERVER) : tag;
        tag = tag == USER_ID ? read(USER_ID) : tag;
        while (tag != END && !isIdentified()) {
            tag = read(tag);
        }
        unread = tag;
    }

    private boolean isIdentified() {
        return epoch != 0 && sequence != 0 && cicServerEnd > cicServerBegin && userIdEnd > userIdBegin;
    }

    private int nextTag() throws InvalidProtocolBufferException {
        if (in.atEnd()) {
            return END;
        }
        int tag = in.tag();
        if (tag == END) {
            throw new InvalidProtocolBufferException("a field without a number");
        }
        return tag;
    }

    /** Reads the field that has this tag; answers the tag of the next one. */
    private int read(int tag) throws InvalidProtocolBufferException {
        switch (tag) {
            case CIC_SERVER -> {
                int length = in.length();
                cicServerBegin = in.position();
                cicServerEnd = in.skip(length);
            }
            case USER_ID -> {
                int length = in.length();
                userIdBegin = in.position();
                userIdEnd = in.skip(length);
            }
            case STATUS_SINCE -> {
                int length = in.length();
                readSince(in.position() + length);
            }
            case REMOVED -> removed = in.varint() != 0;
            case EPOCH -> epoch = in.varint();
            case SEQUENCE -> sequence = in.varint();
            default -> in.skipField(tag);
        }
        return nextTag();
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

    /** Where the node has the row, from 0: a hint for finding it again; -1 = not told. It may be any number. */
    public int place() {
        return place;
    }

    /**
     * Seconds since 1970 at which the user entered the status; 0 = not told.
     *
     * @throws IllegalArgumentException if the row is no Status message
     */
    public long sinceSeconds() {
        readTime();
        return sinceSeconds;
    }

    /**
     * Nanoseconds behind {@link #sinceSeconds}.
     *
     * @throws IllegalArgumentException if the row is no Status message
     */
    public int sinceNanos() {
        readTime();
        return sinceNanos;
    }

    private void readTime() {
        try {
            while (unread != END && sinceSeconds == 0) {
                unread = read(unread);
            }
        } catch (InvalidProtocolBufferException e) {
            throw noStatus(e);
        }
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
            throw noStatus(e);
        }
    }

    private static IllegalArgumentException noStatus(InvalidProtocolBufferException e) {
        return new IllegalArgumentException("a row is no Status message: " + e.getMessage(), e);
    }
}
