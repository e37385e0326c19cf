package org.statusaggregator.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.Status;

class PublishedBatchTest {
    private static final PublishStatusesRequest REQUEST = PublishStatusesRequest.newBuilder()
            .setSessionId("s-ü")
            .setBatchNumber(70_000)
            .addStatuses(Status.newBuilder().setUserId("anna"))
            .addStatuses(Status.getDefaultInstance())
            .addRemovedUserIds("gone")
            .addRemovedUserIds("")
            .setFirstPart(true)
            .setLastPart(true)
            .build();

    @Test
    void everythingIsReadAsTheGeneratedClassReadsIt() throws InvalidProtocolBufferException {
        assertThat(generated(PublishedBatch.read(REQUEST.toByteArray()))).isEqualTo(REQUEST);
        PublishStatusesRequest empty = PublishStatusesRequest.getDefaultInstance();
        assertThat(generated(PublishedBatch.read(empty.toByteArray()))).isEqualTo(empty);
    }

    @Test
    void aBatchMayBeLong() throws InvalidProtocolBufferException {
        PublishStatusesRequest.Builder request = PublishStatusesRequest.newBuilder();
        for (int i = 0; i < 1_000; i++) {
            request.addStatuses(Status.newBuilder().setUserId("user." + i));
        }
        assertThat(generated(PublishedBatch.read(request.build().toByteArray())))
                .isEqualTo(request.build());
    }

    @Test
    void fieldsThatALaterVersionMayAddAreSkipped() throws InvalidProtocolBufferException {
        UnknownFieldSet.Field group = UnknownFieldSet.Field.newBuilder()
                .addGroup(UnknownFields.some())
                .build();
        UnknownFieldSet unknown =
                UnknownFields.some().toBuilder().addField(1_001, group).build();
        byte[] later = REQUEST.toBuilder().setUnknownFields(unknown).build().toByteArray();
        assertThat(generated(PublishedBatch.read(later))).isEqualTo(REQUEST);
    }

    @Test
    void aStatusThatIsNoneIsFoundWhenItIsAskedFor() throws InvalidProtocolBufferException {
        PublishedBatch batch = PublishedBatch.read(new byte[] {26, 2, 18, 127});
        assertThat(batch.size()).isOne();
        assertThat(new RowEncoder("cic1", List.of("cic1")).encodePlain(batch, 0))
                .isNull();
        assertThatThrownBy(() -> batch.status(0)).isInstanceOf(InvalidProtocolBufferException.class);
    }

    /** Whatever comes: what the generated class reads is read alike, what it refuses is refused, here or when the status is asked for. */
    @Test
    void spoiltMessagesAreReadOrRefusedAsByTheGeneratedClass() {
        Random random = new Random(5);
        byte[] good = REQUEST.toByteArray();
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] spoilt = Arrays.copyOf(good, good.length - (i % 4 == 0 ? random.nextInt(good.length) : 0));
            for (int faults = random.nextInt(4); faults >= 0 && spoilt.length > 0; faults--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
            }
            PublishStatusesRequest expected = null;
            try {
                expected = withoutUnknown(PublishStatusesRequest.parseFrom(spoilt));
            } catch (InvalidProtocolBufferException e) {
                refused++;
            }
            PublishStatusesRequest read = null;
            try {
                read = withoutUnknown(generated(PublishedBatch.read(spoilt)));
            } catch (InvalidProtocolBufferException e) {
                // as expected, if nothing is expected
            }
            assertThat(read).as(Arrays.toString(spoilt)).isEqualTo(expected);
        }
        assertThat(refused).isBetween(1_000, 49_000);
    }

    private static PublishStatusesRequest withoutUnknown(PublishStatusesRequest request) {
        return request.toBuilder()
                .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                .build();
    }

    private static PublishStatusesRequest generated(PublishedBatch batch) throws InvalidProtocolBufferException {
        List<Status> statuses = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            statuses.add(batch.status(i));
        }
        return PublishStatusesRequest.newBuilder()
                .setSessionId(batch.sessionId())
                .setBatchNumber(batch.number())
                .addAllStatuses(statuses)
                .addAllRemovedUserIds(batch.removedUserIds())
                .setFirstPart(batch.firstPart())
                .setLastPart(batch.lastPart())
                .build();
    }
}
