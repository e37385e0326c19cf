package org.statusaggregator.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.Until;

class RowBodyTest {
    private static final Timestamp NOON =
            Timestamp.newBuilder().setSeconds(43_200).build();
    private static final Timestamp ONE =
            Timestamp.newBuilder().setSeconds(46_800).build();

    @Test
    void loggedOffClearsTheTransientKeyWithItsData() throws InvalidProtocolBufferException {
        Status anna = full().setPersistent(false).build();

        assertThat(loggedOff(anna)).isEqualTo(identity().build());
    }

    @Test
    void loggedOffKeepsThePersistentKeyWithItsData() throws InvalidProtocolBufferException {
        Status anna = full().setPersistent(true).build();

        assertThat(loggedOff(anna))
                .isEqualTo(anna.toBuilder()
                        .clearLogonServer()
                        .clearOnPhone()
                        .clearOnPhoneSince()
                        .build());
    }

    @Test
    void loggedOffKeepsWhenTheLastCallEndedIfThatWasTold() throws InvalidProtocolBufferException {
        Status anna = full().setPersistent(true).setOnPhone(false).build();

        assertThat(loggedOff(anna).getOnPhoneSince()).isEqualTo(ONE);
    }

    @Test
    void withoutKeyClearsTheKeyAndItsDataAndNothingElse() throws InvalidProtocolBufferException {
        Status anna = full().setLogonServer("").build();

        assertThat(Status.parseFrom(RowBody.INSTANCE.withoutKey(anna.toByteArray())))
                .isEqualTo(identity().setOnPhone(true).setOnPhoneSince(ONE).build());
    }

    @Test
    void factsOfALoggedOffBodyAreOff() throws InvalidProtocolBufferException {
        RowEncoder encoder = new RowEncoder("cic1", List.of("cic1"));
        for (boolean persistent : new boolean[] {true, false}) {
            Status off = loggedOff(full().setPersistent(persistent).build());
            assertThat(encoder.encode(off).facts()).isEqualTo(Facts.OFF);
        }
    }

    @Test
    void bytesThatAreNoStatusAreAnError() {
        assertThatThrownBy(() -> RowBody.INSTANCE.loggedOff(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Status message");
    }

    @Test
    void aBodySaysWhoseRowItIsAndHowFarThatReaches() {
        Row row = row(full().build().toByteArray());

        assertThat(row.userId()).isEqualTo("anna");
        assertThat(row.email()).isEqualTo("anna@example.com");
        assertThat(row.named()).isEqualTo(identity().build().getSerializedSize());
        assertThat(row.toString()).isEqualTo("anna anna@example.com 3.400 ON REPORTED");
    }

    /** Rows are compared by the bytes before that place: if anything else stood there, equal users would differ. */
    @Test
    void whereSomethingElseStandsBetweenWhatNamesTheUserNobodyComparesBytes() {
        byte[] key = Status.newBuilder().setStatusKey("Here").build().toByteArray();
        byte[] body = Arrays.copyOf(key, key.length + identity().build().getSerializedSize());
        System.arraycopy(identity().build().toByteArray(), 0, body, key.length, body.length - key.length);

        assertThat(row(body).userId()).isEqualTo("anna");
        assertThat(row(body).named()).isZero();
    }

    @Test
    void aBodyThatNamesNobodyIsAnError() {
        assertThatThrownBy(() -> row(identity().clearEmail().build().toByteArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row's body of 12 bytes names no user");
        assertThatThrownBy(() -> row(new byte[] {18, 100}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a row's body is no Status message");
    }

    private static Row row(byte[] body) {
        return RowBody.row(new Version(3, 400), Facts.ON, Source.REPORTED, Row.NO_PLACE, body);
    }

    private static Status loggedOff(Status status) throws InvalidProtocolBufferException {
        return Status.parseFrom(RowBody.INSTANCE.loggedOff(status.toByteArray()));
    }

    private static Status.Builder identity() {
        return Status.newBuilder().setCicServer("cic1").setUserId("anna").setEmail("anna@example.com");
    }

    private static Status.Builder full() {
        return identity()
                .setStatusKey("At lunch")
                .setStatusSince(NOON)
                .setUntil(Until.newBuilder().setTime(ONE).setHasTime(true))
                .setDetail("with Ben")
                .setOnPhone(true)
                .setOnPhoneSince(ONE)
                .setLogonServer("cic1");
    }
}
