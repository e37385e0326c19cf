package org.statusaggregator.core.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the fields of an encoded message where they stand. What reaches beyond the end is an error, whatever the bytes say. */
final class ProtoCursor {
    private static final int LONGEST_VARINT = 10;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** The bit of each byte that says that another one follows. */
    private static final long MORE = 0x8080_8080_8080_8080L;

    private byte[] bytes = {};
    private int position;
    private int end;

    void open(byte[] message, int from, int to) {
        bytes = message;
        position = from;
        end = to;
    }

    boolean atEnd() {
        return position >= end;
    }

    int position() {
        return position;
    }

    /** Back to where it was. */
    void back(int before) {
        position = before;
    }

    /** The next field's number and wire type, as the wire writes them. */
    int tag() throws InvalidProtocolBufferException {
        return (int) varint();
    }

    /** Reads the next field's tag if it is this one. */
    boolean take(int tag) throws InvalidProtocolBufferException {
        int before = position;
        boolean taken = !atEnd() && tag() == tag;
        if (!taken) {
            position = before;
        }
        return taken;
    }

    /** The length of the field that follows, which lies within the message. */
    int length() throws InvalidProtocolBufferException {
        long length = varint();
        if (length < 0 || length > end - position) {
            throw new InvalidProtocolBufferException("a field of " + length + " bytes (expected: at most "
                    + (end - position) + ", to the end of its message)");
        }
        return (int) length;
    }

    /** Skips so many bytes, which {@link #length} allowed. Answers where they end. */
    int skip(int length) {
        position += length;
        return position;
    }

    long varint() throws InvalidProtocolBufferException {
        if (position < end && bytes[position] >= 0) {
            return bytes[position++];
        }
        return position + Long.BYTES <= bytes.length ? shortVarint() : longVarint();
    }

    /** Of up to eight bytes, as nearly all are, without a loop whose length the processor would have to guess. */
    private long shortVarint() throws InvalidProtocolBufferException {
        long eight = (long) WORDS.get(bytes, position);
        long last = Long.lowestOneBit(~eight & MORE);
        int length = (Long.numberOfTrailingZeros(last) + 1) / Byte.SIZE;
        if (last == 0 || length > end - position) {
            return longVarint();
        }
        position += length;
        long sevens = eight & (last | (last - 1)) & ~MORE;
        long fourteens = (sevens & 0x007F_007F_007F_007FL) | ((sevens & 0x7F00_7F00_7F00_7F00L) >>> 1);
        long halves = (fourteens & 0x0000_3FFF_0000_3FFFL) | ((fourteens & 0x3FFF_0000_3FFF_0000L) >>> 2);
        return (halves & 0x0FFF_FFFFL) | ((halves & 0x0FFF_FFFF_0000_0000L) >>> 4);
    }

    private long longVarint() throws InvalidProtocolBufferException {
        long value = 0;
        int last = Math.min(end, position + LONGEST_VARINT);
        for (int shift = 0; position < last; shift += 7) {
            byte next = bytes[position++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new InvalidProtocolBufferException("a number that does not end");
    }

    /** Skips the field with this tag, of whatever kind. */
    void skipField(int tag) throws InvalidProtocolBufferException {
        switch (tag & 7) {
            case 0 -> varint();
            case 1 -> skipFixed(Long.BYTES);
            case 2 -> skip(length());
            case 5 -> skipFixed(Integer.BYTES);
            default -> throw new InvalidProtocolBufferException("a field of an unknown kind: tag " + tag);
        }
    }

    private void skipFixed(int length) throws InvalidProtocolBufferException {
        if (length > end - position) {
            throw new InvalidProtocolBufferException("a number that does not end");
        }
        skip(length);
    }
}
