package org.statusaggregator.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.statusaggregator.v1.Progress;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchResponse;

class WatchReaderTest {
    private static final Status ROW = Status.newBuilder()
            .setCicServer("cic1")
            .setUserId("anna")
            .setEmail("anna@example.com")
            .setStatusKey("Available")
            .setEpoch(3)
            .setSequence(400)
            .build();
    private static final WatchResponse PROGRESS = WatchResponse.newBuilder()
            .setProgress(Progress.newBuilder().setResumeToken(ByteString.copyFromUtf8("t")))
            .build();

    private final WatchReader reader = new WatchReader();

    @Test
    void aMarkFollowsItsRows() throws InvalidProtocolBufferException {
        byte[] both = joined(rows(ROW, ROW), PROGRESS.toByteArray());
        assertThat(read(both)).containsExactly("anna 3.400", "anna 3.400");
        assertThat(reader.mark()).isEqualTo(PROGRESS);
    }

    @Test
    void aReaderReadsOneMessageAfterTheOther() throws InvalidProtocolBufferException {
        assertThat(read(PROGRESS.toByteArray())).isEmpty();
        assertThat(reader.mark()).isEqualTo(PROGRESS);
        assertThat(read(rows(ROW))).hasSize(1);
        assertThat(reader.mark()).isEqualTo(WatchResponse.getDefaultInstance());
        assertThat(read(new byte[0])).isEmpty();
        assertThat(reader.mark()).isEqualTo(WatchResponse.getDefaultInstance());
    }

    @Test
    void fieldsThatALaterVersionMayAddAreSkipped() throws InvalidProtocolBufferException {
        UnknownFieldSet.Field field = UnknownFieldSet.Field.newBuilder()
                .addVarint(1L << 60)
                .addFixed32(7)
                .addFixed64(8)
                .addLengthDelimited(ByteString.copyFromUtf8("new"))
                .build();
        UnknownFieldSet unknown =
                UnknownFieldSet.newBuilder().addField(1_000, field).build();
        Status later = ROW.toBuilder()
                .setUnknownFields(unknown)
                .setStatusSince(
                        com.google.protobuf.Timestamp.newBuilder().setSeconds(5).setUnknownFields(unknown))
                .build();
        reader.open(rows(later), rows(later).length);
        RowView row = Objects.requireNonNull(reader.nextRow());
        assertThat(row.sequence()).isEqualTo(400);
        assertThat(row.sinceSeconds()).isEqualTo(5);
    }

    @Test
    void lookingAheadMovesNothing() throws InvalidProtocolBufferException {
        Status bob = ROW.toBuilder().setUserId("bob").build();
        byte[] message = joined(rows(ROW, bob, ROW), PROGRESS.toByteArray());
        int[] two = new int[2];
        int[] many = new int[8];
        reader.open(message, message.length);
        assertThat(reader.peek(two)).isEqualTo(2);
        assertThat(reader.peek(many)).isEqualTo(3);
        RowView first = Objects.requireNonNull(reader.nextRow());
        assertThat(first.userId()).isEqualTo("anna");
        assertThat(first.userHash()).isEqualTo(two[0]).isEqualTo(many[0]).isEqualTo(many[2]);
        assertThat(reader.peek(two)).isEqualTo(2);
        RowView second = Objects.requireNonNull(reader.nextRow());
        assertThat(second.userId()).isEqualTo("bob");
        assertThat(second.userHash()).isEqualTo(two[0]).isEqualTo(many[1]).isNotEqualTo(many[0]);
        assertThat(reader.nextRow()).isNotNull();
        assertThat(reader.peek(two)).isZero();
        assertThat(reader.nextRow()).isNull();
        assertThat(reader.mark()).isEqualTo(PROGRESS);
    }

    @Test
    void rowsBehindAMarkAreAnError() {
        byte[] wrongOrder = joined(PROGRESS.toByteArray(), rows(ROW));
        assertThatThrownBy(() -> {
                    read(wrongOrder);
                    reader.mark();
                })
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessage("rows behind a mark (expected: rows first)");
    }

    @Test
    void whatReachesBeyondTheMessageIsAnError() {
        assertThatThrownBy(() -> read(new byte[] {10, 127}))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageContaining("127 bytes (expected: at most 0");
        assertThatThrownBy(() -> read(new byte[] {10, -1, -1, -1, -1, -1}))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessage("a number that does not end");
        assertThatThrownBy(() -> read(new byte[] {10, 1, 7}))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageContaining("unknown kind");
    }

    /** Whatever comes, the answer is rows or that exception, never another one, and it comes. */
    @Test
    void spoiltMessagesAreErrorsOfTheirKindOnly() {
        Random random = new Random(4);
        byte[] good = joined(rows(ROW, ROW, ROW), PROGRESS.toByteArray());
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] spoilt = good.clone();
            for (int faults = random.nextInt(4); faults >= 0; faults--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
            }
            try {
                reader.open(spoilt, spoilt.length);
                reader.peek(new int[random.nextInt(5)]);
                read(spoilt);
                reader.mark();
            } catch (InvalidProtocolBufferException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private List<String> read(byte[] message) throws InvalidProtocolBufferException {
        reader.open(message, message.length);
        List<String> read = new ArrayList<>();
        for (RowView row = reader.nextRow(); row != null; row = reader.nextRow()) {
            read.add(row.userId() + " " + row.epoch() + "." + row.sequence());
        }
        return read;
    }

    private static byte[] rows(Status... rows) {
        return WatchResponse.newBuilder().addAllStatuses(List.of(rows)).build().toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
