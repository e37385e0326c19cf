package org.statusaggregator.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.User;
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
        UnknownFieldSet unknown = UnknownFields.some();
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
        byte[] message = joined(rows("anna", "bob", "anna"), PROGRESS.toByteArray());
        int[] two = new int[2];
        int[] many = new int[8];
        reader.open(message, message.length);
        assertThat(reader.peek(two)).isEqualTo(2);
        assertThat(two).containsExactly(4, 3);
        assertThat(reader.peek(many)).isEqualTo(3);
        assertThat(many).startsWith(4, 3, 4);
        RowView first = Objects.requireNonNull(reader.nextRow());
        assertThat(first.userId()).isEqualTo("anna");
        assertThat(first.place()).isEqualTo(4);
        assertThat(reader.peek(two)).isEqualTo(2);
        assertThat(two).containsExactly(3, 4);
        assertThat(Objects.requireNonNull(reader.nextRow()).userId()).isEqualTo("bob");
        assertThat(reader.nextRow()).isNotNull();
        assertThat(reader.peek(two)).isZero();
        assertThat(reader.nextRow()).isNull();
        assertThat(reader.mark()).isEqualTo(PROGRESS);
    }

    /** As every node writes them. */
    private static byte[] rows(String... userIds) {
        return WatchMessages.rows(
                "cic1",
                Arrays.stream(userIds)
                        .map(id -> new Row(
                                new User(id, id + "@example.com"),
                                3,
                                400,
                                Facts.ON,
                                Source.REPORTED,
                                id.length(),
                                0,
                                body(id)))
                        .toList());
    }

    private static byte[] body(String id) {
        return ROW.toBuilder()
                .setUserId(id)
                .clearEpoch()
                .clearSequence()
                .build()
                .toByteArray();
    }

    @Test
    void placesMayBeFewerThanRowsOrNone() throws InvalidProtocolBufferException {
        byte[] message = joined(
                WatchResponse.newBuilder().addPlaces(8).build().toByteArray(), rows(ROW, ROW), PROGRESS.toByteArray());
        reader.open(message, message.length);
        int[] places = new int[2];
        assertThat(reader.peek(places)).isEqualTo(1);
        assertThat(places).startsWith(7);
        assertThat(Objects.requireNonNull(reader.nextRow()).place()).isEqualTo(7);
        assertThat(reader.peek(places)).isZero();
        assertThat(Objects.requireNonNull(reader.nextRow()).place()).isEqualTo(-1);
        assertThat(reader.nextRow()).isNull();
        assertThat(reader.mark()).isEqualTo(PROGRESS);
    }

    @Test
    void placesBehindTheRowsAreTooLateToHelpAndHarmNothing() throws InvalidProtocolBufferException {
        byte[] message =
                WatchResponse.newBuilder().addStatuses(ROW).addPlaces(8).build().toByteArray();
        reader.open(message, message.length);
        assertThat(reader.peek(new int[2])).isZero();
        assertThat(Objects.requireNonNull(reader.nextRow()).place()).isEqualTo(-1);
        assertThat(reader.nextRow()).isNull();
        assertThat(reader.mark().getMarkCase()).isEqualTo(WatchResponse.MarkCase.MARK_NOT_SET);
    }

    @Test
    void aRemovalHasNoPlace() throws InvalidProtocolBufferException {
        Row removal = new Row(new User("anna", ""), 3, 401, Facts.REMOVED, Source.REPORTED, 9, 0, new byte[0]);
        byte[] message = WatchMessages.rows("cic1", List.of(removal));
        RowView row =
                Objects.requireNonNull(reader.open(message, message.length).nextRow());
        assertThat(row.isRemoved()).isTrue();
        assertThat(row.place()).isEqualTo(-1);
    }

    /** So wrote nodes before version and identity came first, and so writes any other program. */
    @Test
    void aRemovalWhoseFieldsComeInTheOrderOfTheirNumbersIsOneToo() throws InvalidProtocolBufferException {
        byte[] message = rows(ROW.toBuilder().clearStatusKey().setRemoved(true).build());
        RowView row =
                Objects.requireNonNull(reader.open(message, message.length).nextRow());
        assertThat(row.isRemoved()).isTrue();
        assertThat(row.userId() + " " + row.epoch() + "." + row.sequence()).isEqualTo("anna 3.400");
    }

    @Test
    void whatIsWrongBehindVersionAndIdentityShowsToWhoAsksForTheTime() throws InvalidProtocolBufferException {
        byte[] message = rows("anna");
        // The length of what comes last, the status key.
        message[message.length - "Available".length() - 1] = 100;
        RowView row =
                Objects.requireNonNull(reader.open(message, message.length).nextRow());
        assertThat(row.userId() + " " + row.epoch() + "." + row.sequence()).isEqualTo("anna 3.400");
        assertThatThrownBy(row::sinceSeconds)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a row is no Status message: a field of 100 bytes (expected: at most 9, to the end of its message)");
        assertThatThrownBy(row::status)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a row is no Status message");
        assertThat(reader.nextRow()).isNull();
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
        assertThatThrownBy(() -> read(new byte[] {10, 2, 0, 1}))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessage("a field without a number");
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
            refused += spoiltTimes(spoilt);
        }
        assertThat(refused).isPositive();
    }

    /** How many rows are found to be none by who asks for their time. */
    private int spoiltTimes(byte[] message) {
        int spoilt = 0;
        reader.open(message, message.length);
        try {
            for (RowView row = reader.nextRow(); row != null; row = reader.nextRow()) {
                try {
                    long unused = row.sinceSeconds() + row.sinceNanos();
                } catch (IllegalArgumentException e) {
                    spoilt++;
                }
            }
        } catch (InvalidProtocolBufferException e) {
            return spoilt;
        }
        return spoilt;
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
