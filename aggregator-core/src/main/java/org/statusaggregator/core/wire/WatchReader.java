package org.statusaggregator.core.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.v1.WatchResponse;

/**
 * Reads one {@link WatchResponse} after the other: first its rows, where they stand, then its mark. Everything else than rows is decoded as
 * usual; there is little of it. Not thread-safe.
 */
public final class WatchReader {
    private static final int ROWS = (WatchResponse.STATUSES_FIELD_NUMBER << 3) | 2;

    private final ProtoCursor in = new ProtoCursor();
    private final RowView row = new RowView();
    private byte[] bytes = {};
    private int end;

    /** Begins a message: the first bytes of the array, which must not change until the message was read. */
    public WatchReader open(byte[] message, int length) {
        bytes = message;
        end = length;
        in.open(message, 0, length);
        return this;
    }

    /**
     * Moves to the next row.
     *
     * @return the row, until the next call; null = there is none any more
     * @throws InvalidProtocolBufferException if these bytes are no message
     */
    public @Nullable RowView nextRow() throws InvalidProtocolBufferException {
        if (in.atEnd()) {
            return null;
        }
        int before = in.position();
        int tag = in.tag();
        if (tag != ROWS) {
            // Rows come first: what follows is the mark.
            in.open(bytes, before, end);
            return null;
        }
        int length = in.length();
        int from = in.position();
        row.move(bytes, from, in.skip(length));
        return row;
    }

    /**
     * Looks ahead: the hashes of the users of the rows that come next, see {@link RowView#userHash}. Reads no further than the user's id, which
     * stands at the beginning of a row; a row where it does not has any hash. Moves nothing.
     *
     * @param hashes takes them
     * @return how many there are
     */
    public int peek(int[] hashes) throws InvalidProtocolBufferException {
        int before = in.position();
        int count = 0;
        while (count < hashes.length && !in.atEnd() && in.tag() == ROWS) {
            int length = in.length();
            int from = in.position();
            hashes[count++] = row.moveToUser(bytes, from, in.skip(length));
        }
        in.open(bytes, before, end);
        return count;
    }

    /**
     * What follows the rows, once these were read; a message without rows, and without a mark if there is none.
     *
     * @throws InvalidProtocolBufferException if these bytes are no message
     */
    public WatchResponse mark() throws InvalidProtocolBufferException {
        int rest = in.position();
        if (rest == end) {
            return WatchResponse.getDefaultInstance();
        }
        WatchResponse mark = WatchResponse.parseFrom(ByteString.copyFrom(bytes, rest, end - rest));
        if (mark.getStatusesCount() > 0) {
            throw new InvalidProtocolBufferException("rows behind a mark (expected: rows first)");
        }
        return mark;
    }
}
