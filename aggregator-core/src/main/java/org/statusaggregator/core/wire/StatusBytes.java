package org.statusaggregator.core.wire;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.status.Version;

/** The encoded form of a {@link Status}, field by field in the order of their numbers; what has its default value is left out. */
final class StatusBytes {
    private static final int SECONDS = com.google.protobuf.Timestamp.SECONDS_FIELD_NUMBER;
    private static final int NANOS = com.google.protobuf.Timestamp.NANOS_FIELD_NUMBER;
    private static final int LENGTH_DELIMITED = 2;

    private StatusBytes() {}

    /** How many bytes {@link #write} writes. */
    static int size(Status status) {
        int size = textSize(org.statusaggregator.v1.Status.CIC_SERVER_FIELD_NUMBER, status.cicServer())
                + textSize(org.statusaggregator.v1.Status.USER_ID_FIELD_NUMBER, status.userId())
                + textSize(org.statusaggregator.v1.Status.EMAIL_FIELD_NUMBER, status.email())
                + textSize(
                        org.statusaggregator.v1.Status.STATUS_KEY_FIELD_NUMBER,
                        status.key().text())
                + flagSize(
                        org.statusaggregator.v1.Status.PERSISTENT_FIELD_NUMBER,
                        status.key().persistent())
                + timeSize(
                        org.statusaggregator.v1.Status.STATUS_SINCE_FIELD_NUMBER,
                        status.key().since())
                + untilSize(status.key().until())
                + textSize(
                        org.statusaggregator.v1.Status.DETAIL_FIELD_NUMBER,
                        status.key().detail())
                + flagSize(org.statusaggregator.v1.Status.ON_PHONE_FIELD_NUMBER, status.onPhone())
                + timeSize(org.statusaggregator.v1.Status.ON_PHONE_SINCE_FIELD_NUMBER, status.onPhoneSince())
                + textSize(org.statusaggregator.v1.Status.LOGON_SERVER_FIELD_NUMBER, status.logonServer());
        return status.version().equals(Version.NONE) ? size : size + versionSize(status);
    }

    private static int versionSize(Status status) {
        return numberSize(
                        org.statusaggregator.v1.Status.EPOCH_FIELD_NUMBER,
                        status.version().epoch())
                + numberSize(
                        org.statusaggregator.v1.Status.SEQUENCE_FIELD_NUMBER,
                        status.version().sequence())
                + numberSize(org.statusaggregator.v1.Status.SOURCE_FIELD_NUMBER, source(status));
    }

    static void write(Status status, CodedOutputStream out) throws IOException {
        writeText(org.statusaggregator.v1.Status.CIC_SERVER_FIELD_NUMBER, status.cicServer(), out);
        writeText(org.statusaggregator.v1.Status.USER_ID_FIELD_NUMBER, status.userId(), out);
        writeText(org.statusaggregator.v1.Status.EMAIL_FIELD_NUMBER, status.email(), out);
        writeText(
                org.statusaggregator.v1.Status.STATUS_KEY_FIELD_NUMBER,
                status.key().text(),
                out);
        writeFlag(
                org.statusaggregator.v1.Status.PERSISTENT_FIELD_NUMBER,
                status.key().persistent(),
                out);
        writeTime(
                org.statusaggregator.v1.Status.STATUS_SINCE_FIELD_NUMBER,
                status.key().since(),
                out);
        writeUntil(status.key().until(), out);
        writeText(
                org.statusaggregator.v1.Status.DETAIL_FIELD_NUMBER, status.key().detail(), out);
        writeFlag(org.statusaggregator.v1.Status.ON_PHONE_FIELD_NUMBER, status.onPhone(), out);
        writeTime(org.statusaggregator.v1.Status.ON_PHONE_SINCE_FIELD_NUMBER, status.onPhoneSince(), out);
        writeText(org.statusaggregator.v1.Status.LOGON_SERVER_FIELD_NUMBER, status.logonServer(), out);
        if (!status.version().equals(Version.NONE)) {
            writeNumber(
                    org.statusaggregator.v1.Status.EPOCH_FIELD_NUMBER,
                    status.version().epoch(),
                    out);
            writeNumber(
                    org.statusaggregator.v1.Status.SEQUENCE_FIELD_NUMBER,
                    status.version().sequence(),
                    out);
            writeNumber(org.statusaggregator.v1.Status.SOURCE_FIELD_NUMBER, source(status), out);
        }
    }

    private static int source(Status status) {
        return WireStatus.toProto(status.source()).getNumber();
    }

    private static int timeSize(int field, @Nullable Instant time) {
        return time == null ? 0 : nestedSize(field, timeSize(time));
    }

    private static int timeSize(Instant time) {
        return numberSize(SECONDS, time.getEpochSecond()) + numberSize(NANOS, time.getNano());
    }

    private static void writeTime(int field, @Nullable Instant time, CodedOutputStream out) throws IOException {
        if (time != null) {
            writeNested(field, timeSize(time), out);
            writeNumber(SECONDS, time.getEpochSecond(), out);
            writeNumber(NANOS, time.getNano(), out);
        }
    }

    private static int untilSize(@Nullable Until until) {
        return until == null ? 0 : nestedSize(org.statusaggregator.v1.Status.UNTIL_FIELD_NUMBER, length(until));
    }

    private static int length(Until until) {
        return timeSize(org.statusaggregator.v1.Until.TIME_FIELD_NUMBER, until.time())
                + flagSize(org.statusaggregator.v1.Until.HAS_DATE_FIELD_NUMBER, until.hasDate())
                + flagSize(org.statusaggregator.v1.Until.HAS_TIME_FIELD_NUMBER, until.hasTime());
    }

    private static void writeUntil(@Nullable Until until, CodedOutputStream out) throws IOException {
        if (until != null) {
            writeNested(org.statusaggregator.v1.Status.UNTIL_FIELD_NUMBER, length(until), out);
            writeTime(org.statusaggregator.v1.Until.TIME_FIELD_NUMBER, until.time(), out);
            writeFlag(org.statusaggregator.v1.Until.HAS_DATE_FIELD_NUMBER, until.hasDate(), out);
            writeFlag(org.statusaggregator.v1.Until.HAS_TIME_FIELD_NUMBER, until.hasTime(), out);
        }
    }

    /** The size of a message of this length inside another one, with what stands before it. */
    static int nestedSize(int field, int length) {
        return CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
    }

    /** Begins a message of this length inside another one. */
    static void writeNested(int field, int length, CodedOutputStream out) throws IOException {
        out.writeTag(field, LENGTH_DELIMITED);
        out.writeUInt32NoTag(length);
    }

    static int textSize(int field, String text) {
        return text.isEmpty() ? 0 : CodedOutputStream.computeStringSize(field, text);
    }

    static void writeText(int field, String text, CodedOutputStream out) throws IOException {
        if (!text.isEmpty()) {
            out.writeString(field, text);
        }
    }

    static int flagSize(int field, boolean flag) {
        return flag ? CodedOutputStream.computeBoolSize(field, true) : 0;
    }

    static void writeFlag(int field, boolean flag, CodedOutputStream out) throws IOException {
        if (flag) {
            out.writeBool(field, true);
        }
    }

    static int numberSize(int field, long number) {
        return number == 0 ? 0 : CodedOutputStream.computeInt64Size(field, number);
    }

    static void writeNumber(int field, long number, CodedOutputStream out) throws IOException {
        if (number != 0) {
            out.writeInt64(field, number);
        }
    }
}
