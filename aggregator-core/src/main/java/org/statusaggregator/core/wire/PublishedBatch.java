package org.statusaggregator.core.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.Status;

/**
 * A received {@link PublishStatusesRequest} whose statuses stay encoded: a {@link RowEncoder} takes most of them as they stand, without making objects
 * of them. Immutable, once read.
 */
public final class PublishedBatch {
    private static final int SMALLEST = 16;

    private final byte[] bytes;
    /** Where each status begins and, behind it, where it ends. */
    private int[] statuses = new int[2 * SMALLEST];

    private int size;
    private String sessionId = "";
    private long number;
    private final List<String> removedUserIds = new ArrayList<>();
    private boolean firstPart;
    private boolean lastPart;

    private PublishedBatch(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads everything but the statuses, with the same outcome as the generated class.
     *
     * @param message which must not change any more
     * @throws InvalidProtocolBufferException if it is none
     */
    public static PublishedBatch read(byte[] message) throws InvalidProtocolBufferException {
        PublishedBatch batch = new PublishedBatch(message);
        CodedInputStream in = CodedInputStream.newInstance(message);
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                batch.readField(tag, in);
            }
            in.checkLastTagWas(0);
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
        return batch;
    }

    private void readField(int tag, CodedInputStream in) throws IOException {
        switch (tag) {
            case (PublishStatusesRequest.SESSION_ID_FIELD_NUMBER << 3) | 2 -> sessionId = in.readStringRequireUtf8();
            case PublishStatusesRequest.BATCH_NUMBER_FIELD_NUMBER << 3 -> number = in.readInt64();
            case (PublishStatusesRequest.STATUSES_FIELD_NUMBER << 3) | 2 -> readStatus(in);
            case (PublishStatusesRequest.REMOVED_USER_IDS_FIELD_NUMBER << 3) | 2 ->
                removedUserIds.add(in.readStringRequireUtf8());
            case PublishStatusesRequest.FIRST_PART_FIELD_NUMBER << 3 -> firstPart = in.readBool();
            case PublishStatusesRequest.LAST_PART_FIELD_NUMBER << 3 -> lastPart = in.readBool();
            default -> {
                if (!in.skipField(tag)) {
                    throw new InvalidProtocolBufferException("the end of a group that did not begin");
                }
            }
        }
    }

    private void readStatus(CodedInputStream in) throws IOException {
        int length = in.readRawVarint32();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(length);
        if (2 * size == statuses.length) {
            statuses = Arrays.copyOf(statuses, 2 * statuses.length);
        }
        statuses[2 * size] = from;
        statuses[2 * size + 1] = from + length;
        size++;
    }

    /** The publishing session. */
    public String sessionId() {
        return sessionId;
    }

    /** Counted from 1. */
    public long number() {
        return number;
    }

    /** How many statuses there are. */
    public int size() {
        return size;
    }

    /** Users to remove. */
    public List<String> removedUserIds() {
        return removedUserIds;
    }

    /** Whether a full snapshot begins with it. */
    public boolean firstPart() {
        return firstPart;
    }

    /** Whether a full snapshot ends with it. */
    public boolean lastPart() {
        return lastPart;
    }

    /**
     * The status at this place.
     *
     * @throws InvalidProtocolBufferException if what stands there is none
     */
    public Status status(int index) throws InvalidProtocolBufferException {
        int from = begin(index);
        return Status.parser().parseFrom(bytes, from, end(index) - from);
    }

    byte[] bytes() {
        return bytes;
    }

    int begin(int index) {
        return statuses[2 * index];
    }

    int end(int index) {
        return statuses[2 * index + 1];
    }
}
