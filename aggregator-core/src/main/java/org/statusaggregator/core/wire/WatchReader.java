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
    private static final int PLACES = (WatchResponse.PLACES_FIELD_NUMBER << 3) | 2;

    private final ProtoCursor in = new ProtoCursor();
    /** The places of the rows that were not read yet, as far as they were told. */
    private final ProtoCursor places = new ProtoCursor();

    private final RowView row = new RowView();
    private byte[] bytes = {};
    private int end;

    /** Begins a message: the first bytes of the array, which must not change until the message was read. */
    public WatchReader open(byte[] message, int length) {
        bytes = message;
        end = length;
        in.open(message, 0, length);
        places.open(message, 0, 0);
        return this;
    }

    /**
     * Moves to the next row.
     *
     * @return the row, until the next call; null = there is none any more
     * @throws InvalidProtocolBufferException if these bytes are no message
     */
    public @Nullable RowView nextRow() throws InvalidProtocolBufferException {
        readPlaces();
        if (!in.take(ROWS)) {
            // Rows come first: what follows is the mark.
            return null;
        }
        int length = in.length();
        int from = in.position();
        int place = places.atEnd() ? -1 : (int) places.varint() - 1;
        row.move(bytes, from, in.skip(length), place);
        return row;
    }

    /**
     * Looks ahead: the places of the rows that come next, see {@link RowView#place}. Moves nothing.
     *
     * @param found takes them; -1 = not told
     * @return for how many rows there are some
     */
    public int peek(int[] found) throws InvalidProtocolBufferException {
        readPlaces();
        int before = places.position();
        int count = 0;
        while (count < found.length && !places.atEnd()) {
            found[count++] = (int) places.varint() - 1;
        }
        places.back(before);
        return count;
    }

    private void readPlaces() throws InvalidProtocolBufferException {
        while (in.take(PLACES)) {
            int length = in.length();
            int from = in.position();
            places.open(bytes, from, in.skip(length));
        }
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
