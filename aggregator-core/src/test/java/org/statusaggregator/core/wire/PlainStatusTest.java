package org.statusaggregator.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.Until;

/** A status that is taken as it stands becomes the row that decoding, checking and encoding it would have made. */
class PlainStatusTest {
    private static final Timestamp TIME =
            Timestamp.newBuilder().setSeconds(1_800_000_000).setNanos(5).build();
    private static final Status FULL = Status.newBuilder()
            .setUserId("Anna Smith")
            .setEmail("anna@example.com")
            .setStatusKey("At Lunch")
            .setPersistent(true)
            .setStatusSince(TIME)
            .setUntil(Until.newBuilder().setTime(TIME).setHasDate(true).setHasTime(true))
            .setDetail("back at 3 ~")
            .setOnPhone(true)
            .setOnPhoneSince(TIME)
            .setLogonServer("cic1.example.com")
            .build();

    private final RowEncoder encoder = new RowEncoder("cic1", List.of("cic1", "cic1.example.com"));

    @Test
    void whatPublishersWriteIsTakenAsItStands() throws InvalidProtocolBufferException {
        for (Status plain : List.of(
                FULL,
                anna().build(),
                anna().setPersistent(true).build(),
                anna().setStatusKey("Follow Up").setLogonServer("cic1").build(),
                anna().setOnPhone(true).setOnPhoneSince(TIME).build(),
                anna().setUserId("zoë.müller.17")
                        .setEmail("zoë.müller.17@example.com")
                        .setDetail("Café across the street – back soon")
                        .build(),
                anna().setUserId("ü".repeat(256)).setStatusKey("😀".repeat(64)).build(),
                anna().setUserId(" ü").setEmail("東京@example.com").build(),
                anna().setUntil(Until.newBuilder().setTime(TIME)).build(),
                anna().setUntil(Until.newBuilder().setHasTime(true)).build(),
                anna().setStatusSince(Timestamp.getDefaultInstance()).build(),
                anna().setStatusSince(Timestamp.newBuilder().setSeconds(-62_135_596_800L))
                        .build(),
                anna().setStatusSince(Timestamp.newBuilder()
                                .setSeconds(253_402_300_799L)
                                .setNanos(999_999_999))
                        .build(),
                anna().setUserId("u".repeat(256))
                        .setEmail("a".repeat(244) + "@example.com")
                        .setStatusKey("k".repeat(128))
                        .setDetail("d".repeat(1_024))
                        .build())) {
            Row row = Objects.requireNonNull(encoded(plain.toByteArray()), plain::toString);
            assertThat(encoder.check(0, plain)).isNull();
            assertSame(row, encoder.encode(plain));
        }
    }

    @Test
    void whatIsOddOrWrongIsLeftToTheCheck() throws InvalidProtocolBufferException {
        for (Status.Builder odd : List.of(
                Status.newBuilder(),
                Status.newBuilder().setUserId("anna"),
                Status.newBuilder().setEmail("anna@example.com"),
                anna().setUserId("  "),
                anna().setUserId("u".repeat(257)),
                anna().setUserId("\u2003\u2003"),
                anna().setUserId("an\0na"),
                anna().setEmail("Anna@example.com"),
                anna().setEmail(" anna@example.com"),
                anna().setEmail("anna"),
                anna().setEmail("@example.com"),
                anna().setEmail("anna@"),
                anna().setEmail("a@b@c"),
                anna().setEmail("ann\u007f@example.com"),
                anna().setEmail("Änna@example.com"),
                anna().setEmail("änna@ex@mple.com"),
                anna().setEmail("änna\u2003x@example.com"),
                anna().setEmail("ä".repeat(245) + "@example.com"),
                anna().setEmail("ä\u0085@example.com"),
                anna().setEmail("a".repeat(245) + "@example.com"),
                anna().setStatusKey("k".repeat(129)),
                anna().setStatusKey("Out\nof office"),
                anna().setDetail("d".repeat(1_025)),
                anna().setDetail("back\u0085soon"),
                anna().setDetail("é".repeat(1_025)),
                anna().setStatusKey("😀".repeat(65)),
                anna().setLogonServer("elsewhere"),
                anna().setLogonServer("CIC1"),
                anna().setStatusSince(Timestamp.newBuilder().setSeconds(253_402_300_800L)),
                anna().setStatusSince(Timestamp.newBuilder().setSeconds(-62_135_596_801L)),
                anna().setOnPhoneSince(Timestamp.newBuilder().setNanos(1_000_000_000)),
                anna().setOnPhoneSince(Timestamp.newBuilder().setNanos(-1)),
                anna().setUntil(Until.newBuilder()
                        .setTime(Timestamp.newBuilder().setNanos(-1))),
                anna().setCicServer("cic1"),
                anna().setRemoved(true),
                anna().setEpoch(1),
                anna().setSequence(1),
                anna().setSourceValue(1))) {
            assertThat(encoded(odd.build().toByteArray())).as("%s", odd).isNull();
        }
    }

    @Test
    void fieldsTwiceOrOutOfOrderAreLeftToTheCheck() throws InvalidProtocolBufferException {
        byte[] anna = anna().build().toByteArray();
        byte[] key = Status.newBuilder().setStatusKey("Here").build().toByteArray();
        assertThat(encoded(joined(anna, key))).isNotNull();
        assertThat(encoded(joined(anna, key, key))).isNull();
        assertThat(encoded(joined(key, anna))).isNull();
        assertThat(encoded(joined(anna, anna))).isNull();
    }

    /** Whatever bytes come: those that are taken are good, and mean what the row says. */
    @Test
    void spoiltBytesAreTakenOnlyIfTheyPassTheCheck() throws InvalidProtocolBufferException {
        Random random = new Random(6);
        byte[] good = FULL.toBuilder()
                .setUserId("zoë")
                .setEmail("zoë@example.com")
                .setDetail("bis später")
                .build()
                .toByteArray();
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] spoilt = good.clone();
            for (int faults = random.nextInt(3); faults >= 0; faults--) {
                int at = random.nextInt(spoilt.length);
                spoilt[at] =
                        random.nextBoolean() ? (byte) random.nextInt() : (byte) (spoilt[at] ^ (1 << random.nextInt(8)));
            }
            Row row = encoded(spoilt);
            if (row != null) {
                Status status = Status.parseFrom(spoilt);
                assertThat(encoder.check(0, status)).as("%s", status).isNull();
                assertSame(row, encoder.encode(status));
                taken++;
            }
        }
        assertThat(taken).isBetween(10_000, 190_000);
    }

    private static Status.Builder anna() {
        return Status.newBuilder().setUserId("anna").setEmail("anna@example.com");
    }

    private @Nullable Row encoded(byte[] status) throws InvalidProtocolBufferException {
        byte[] head = {26, (byte) ((status.length & 0x7f) | 0x80), (byte) (status.length >> 7)};
        byte[] message = joined(
                PublishStatusesRequest.newBuilder().setSessionId("s").build().toByteArray(), head, status, new byte[] {
                    40, 1
                });
        return encoder.encodePlain(PublishedBatch.read(message), 0);
    }

    private static byte[] joined(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void assertSame(Row row, Row expected) throws InvalidProtocolBufferException {
        assertThat(row.userId()).isEqualTo(expected.userId());
        assertThat(row.email()).isEqualTo(expected.email());
        assertThat(row.facts()).isEqualTo(expected.facts());
        assertThat(row.source()).isEqualTo(expected.source());
        assertThat(row.place()).isEqualTo(expected.place());
        Status body = Status.parseFrom(row.body());
        assertThat(body).isEqualTo(Status.parseFrom(expected.body()));
        assertThat(Status.parseFrom(Arrays.copyOf(row.body(), row.named())))
                .as("what names the user")
                .isEqualTo(Status.newBuilder()
                        .setCicServer(body.getCicServer())
                        .setUserId(body.getUserId())
                        .setEmail(body.getEmail())
                        .build());
    }
}
