package org.statusaggregator.core.wire;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.List;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.v1.PublishStatusesRequest;

/** Encoded {@link PublishStatusesRequest} messages: the bytes that the generated classes would write, without making an object for each status. */
public final class PublishMessages {
    private PublishMessages() {}

    /**
     * What one batch says.
     *
     * @param sessionId of the publishing session
     * @param batchNumber counted from 1
     * @param statuses as a publisher makes them: version and source are not sent
     * @param removedUserIds users to remove
     * @param part whether a full snapshot begins or ends with it
     */
    public record Batch(
            String sessionId, long batchNumber, List<Status> statuses, List<String> removedUserIds, Part part) {}

    /** The place of a batch in a full snapshot. */
    public record Part(boolean first, boolean last) {}

    /** The message. */
    public static byte[] encode(Batch batch) {
        int[] lengths = new int[batch.statuses().size()];
        byte[] message = new byte[size(batch, lengths)];
        CodedOutputStream out = CodedOutputStream.newInstance(message);
        try {
            write(batch, lengths, out);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("status sizes computed wrongly", e);
        }
        return message;
    }

    private static int size(Batch batch, int[] lengths) {
        int size = StatusBytes.textSize(PublishStatusesRequest.SESSION_ID_FIELD_NUMBER, batch.sessionId())
                + StatusBytes.numberSize(PublishStatusesRequest.BATCH_NUMBER_FIELD_NUMBER, batch.batchNumber())
                + StatusBytes.flagSize(
                        PublishStatusesRequest.FIRST_PART_FIELD_NUMBER,
                        batch.part().first())
                + StatusBytes.flagSize(
                        PublishStatusesRequest.LAST_PART_FIELD_NUMBER,
                        batch.part().last());
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = StatusBytes.size(batch.statuses().get(i));
            size += StatusBytes.nestedSize(PublishStatusesRequest.STATUSES_FIELD_NUMBER, lengths[i]);
        }
        for (String userId : batch.removedUserIds()) {
            size += CodedOutputStream.computeStringSize(PublishStatusesRequest.REMOVED_USER_IDS_FIELD_NUMBER, userId);
        }
        return size;
    }

    private static void write(Batch batch, int[] lengths, CodedOutputStream out) throws IOException {
        StatusBytes.writeText(PublishStatusesRequest.SESSION_ID_FIELD_NUMBER, batch.sessionId(), out);
        StatusBytes.writeNumber(PublishStatusesRequest.BATCH_NUMBER_FIELD_NUMBER, batch.batchNumber(), out);
        for (int i = 0; i < lengths.length; i++) {
            StatusBytes.writeNested(PublishStatusesRequest.STATUSES_FIELD_NUMBER, lengths[i], out);
            StatusBytes.write(batch.statuses().get(i), out);
        }
        for (String userId : batch.removedUserIds()) {
            out.writeString(PublishStatusesRequest.REMOVED_USER_IDS_FIELD_NUMBER, userId);
        }
        StatusBytes.writeFlag(
                PublishStatusesRequest.FIRST_PART_FIELD_NUMBER, batch.part().first(), out);
        StatusBytes.writeFlag(
                PublishStatusesRequest.LAST_PART_FIELD_NUMBER, batch.part().last(), out);
    }
}
