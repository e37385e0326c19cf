package org.statusaggregator.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.v1.ItemError;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.Until;

class RowEncoderTest {
    private final RowEncoder encoder = new RowEncoder("cic1", List.of("cic1", "cic1.example.com"));

    @Test
    void goodStatusIsAccepted() {
        assertThat(encoder.check(0, anna().build())).isNull();
        assertThat(encoder.check(0, anna().setLogonServer("CIC1.Example.COM").build()))
                .isNull();
        assertThat(encoder.check(0, anna().setEmail("  Anna@Example.COM ").build()))
                .isNull();
    }

    @Test
    void valuesAtTheirLimitsAreAccepted() {
        Status longest = anna().setUserId("u".repeat(256))
                .setEmail("a".repeat(244) + "@example.com")
                .setStatusKey("k".repeat(128))
                .setDetail("d".repeat(1_024))
                .build();

        assertThat(encoder.check(0, longest)).isNull();
    }

    @Test
    void userIdIsRequired() {
        assertRefused(anna().setUserId(""), "USER_ID_INVALID", "user_id: \"\" (expected: 1 to 256 characters)");
        assertRefused(anna().setUserId(" "), "USER_ID_INVALID", "user_id: \" \" (expected: 1 to 256 characters)");
    }

    @Test
    void tooLongUserIdIsShownInPartOnly() {
        ItemError error = refused(anna().setUserId("u".repeat(300)));

        assertThat(error.getReason()).isEqualTo("USER_ID_INVALID");
        assertThat(error.getMessage())
                .isEqualTo("user_id: \"" + "u".repeat(40) + "… (300 characters)\" (expected: 1 to 256 characters)");
        assertThat(error.getUserId()).isEqualTo("u".repeat(256));
    }

    @Test
    void emailIsRequired() {
        String message = "email: \"\" (expected: an e-mail address; a user without one has no status)";
        assertRefused(anna().setEmail(""), "EMAIL_MISSING", message);
        assertRefused(anna().setEmail("  "), "EMAIL_MISSING", message);
    }

    @Test
    void emailMustBeAnAddress() {
        for (String bad : List.of("anna", "@example.com", "anna@", "a@b@c", "an na@example.com")) {
            assertRefused(
                    anna().setEmail(bad),
                    "EMAIL_INVALID",
                    "email: \"" + bad + "\" (expected: name@domain, at most 256 characters)");
        }
        assertThat(refused(anna().setEmail("a".repeat(245) + "@example.com")).getReason())
                .isEqualTo("EMAIL_INVALID");
    }

    @Test
    void lineBreakInARefusedAddressDoesNotReachTheMessage() {
        ItemError error = refused(anna().setEmail("anna\n@example.com"));

        assertThat(error.getReason()).isEqualTo("EMAIL_INVALID");
        assertThat(error.getMessage())
                .isEqualTo("email: \"(not shown)\" (expected: name@domain, at most 256 characters)");
    }

    @Test
    void keyAndDetailHaveLimits() {
        assertRefused(
                anna().setStatusKey("k".repeat(129)),
                "FIELD_TOO_LONG",
                "status_key: \"" + "k".repeat(40) + "… (129 characters)\" (expected: at most 128 characters)");
        assertRefused(
                anna().setDetail("d".repeat(1_025)),
                "FIELD_TOO_LONG",
                "detail: \"" + "d".repeat(40) + "… (1025 characters)\" (expected: at most 1024 characters)");
    }

    @Test
    void cuttingAValueLeavesNoHalfCharacter() {
        ItemError error = refused(anna().setStatusKey("x" + "😀".repeat(70)));

        assertThat(error.getMessage()).contains("x" + "😀".repeat(19) + "… (141 characters)");
        assertThat(error.getMessageBytes().toStringUtf8()).isEqualTo(error.getMessage());
    }

    @Test
    void controlCharactersAreRefusedInEachField() {
        for (Status.Builder bad : List.of(
                anna().setUserId("an\0na"),
                anna().setEmail("an\u0007na@example.com"),
                anna().setStatusKey("Out\nof office"),
                anna().setDetail("back\u0085soon"))) {
            assertThat(refused(bad).getReason()).isEqualTo("CONTROL_CHARACTER");
        }
        assertRefused(
                anna().setStatusKey("a\tb"),
                "CONTROL_CHARACTER",
                "status_key: \"(not shown)\" (expected: no control characters)");
    }

    @Test
    void logonServerMustBeInTheCertificate() {
        assertRefused(
                anna().setLogonServer("cic2"),
                "LOGON_SERVER_UNKNOWN",
                "logon_server: \"cic2\" (expected: empty or one of the names in the certificate: [cic1, cic1.example.com])");
    }

    @Test
    void timesThatNobodyCanRepresentAreRefused() {
        Timestamp never = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
        String expected = "\"9223372036854775807 s 0 ns\" (expected: from the year 1 to the year 9999)";
        assertRefused(anna().setStatusSince(never), "TIME_INVALID", "status_since: " + expected);
        assertRefused(anna().setOnPhoneSince(never), "TIME_INVALID", "on_phone_since: " + expected);
        assertRefused(anna().setUntil(Until.newBuilder().setTime(never)), "TIME_INVALID", "until.time: " + expected);
        Timestamp.Builder torn = Timestamp.newBuilder().setNanos(-1);
        assertThat(refused(anna().setStatusSince(torn)).getReason()).isEqualTo("TIME_INVALID");
    }

    @Test
    void errorNamesItsPlaceAndItsUser() {
        ItemError error =
                Objects.requireNonNull(encoder.check(7, anna().setEmail("").build()));

        assertThat(error.getIndex()).isEqualTo(7);
        assertThat(error.getUserId()).isEqualTo("anna");
    }

    @Test
    void encodedRowHasTheNormalisedAddressAndTheServersName() throws InvalidProtocolBufferException {
        Status sent = anna().setEmail(" Anna@Example.COM ").setCicServer("cic2").build();

        Row row = encoder.encode(sent);

        assertThat(row.userId()).isEqualTo("anna");
        assertThat(row.email()).isEqualTo("anna@example.com");
        assertThat(row.version()).isEqualTo(Version.NONE);
        assertThat(row.source()).isEqualTo(Source.REPORTED);
        assertThat(Status.parseFrom(row.body()))
                .isEqualTo(
                        anna().setEmail("anna@example.com").setCicServer("cic1").build());
    }

    @Test
    void whatOnlyTheAggregatorMaySayIsDropped() throws InvalidProtocolBufferException {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(
                        1_000,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("x".repeat(10_000)))
                                .build())
                .build();
        Status sent = anna().setEpoch(99)
                .setSequence(99)
                .setRemoved(true)
                .setSource(org.statusaggregator.v1.Source.RESTORED)
                .setUnknownFields(unknown)
                .build();

        Status body = Status.parseFrom(encoder.encode(sent).body());

        assertThat(body).isEqualTo(anna().setCicServer("cic1").build());
    }

    @Test
    void factsFollowFromTheStatus() {
        assertThat(facts(anna())).isEqualTo(Facts.ON);
        assertThat(facts(anna().setStatusKey("Follow Up"))).isEqualTo(Facts.ON_TRANSIENT);
        assertThat(facts(anna().setStatusKey("Gone Home").setPersistent(true))).isEqualTo(Facts.ON);
        assertThat(facts(anna().setOnPhone(true))).isEqualTo(Facts.ON_PHONE);
        assertThat(facts(anna().setLogonServer(""))).isEqualTo(Facts.OFF);
        assertThat(facts(anna().setLogonServer("").setOnPhone(true).setStatusKey("Follow Up")))
                .isEqualTo(Facts.OFF_PHONE_TRANSIENT);
    }

    private Facts facts(Status.Builder status) {
        return encoder.encode(status.build()).facts();
    }

    private ItemError refused(Status.Builder status) {
        return Objects.requireNonNull(encoder.check(0, status.build()), "not refused");
    }

    private void assertRefused(Status.Builder status, String reason, String message) {
        ItemError error = refused(status);
        assertThat(error.getReason()).isEqualTo(reason);
        assertThat(error.getMessage()).isEqualTo(message);
    }

    private static Status.Builder anna() {
        return Status.newBuilder()
                .setUserId("anna")
                .setEmail("anna@example.com")
                .setLogonServer("cic1");
    }
}
