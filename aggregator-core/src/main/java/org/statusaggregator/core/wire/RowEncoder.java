package org.statusaggregator.core.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Emails;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.v1.ItemError;
import org.statusaggregator.v1.Status;

/** Checks what a CIC server publishes and encodes it, once. One for each batch. Not thread-safe. */
public final class RowEncoder {
    /** Limits in characters. */
    static final int MAX_ID = 256;

    static final int MAX_KEY = 128;
    static final int MAX_DETAIL = 1_024;
    /** The most of a bad value that a message repeats. */
    private static final int MAX_SHOWN = 40;

    private static final String NOT_SHOWN = "(not shown)";

    private final String cicServer;
    /** The encoded field with the name, for rows that come without it. */
    private final byte[] encodedCicServer;

    private final List<String> names;
    private final PlainStatus plain;

    /**
     * An encoder for one publisher.
     *
     * @param cicServer its logical name
     * @param names the values that logon_server may take, compared without regard to case
     */
    public RowEncoder(String cicServer, List<String> names) {
        this.cicServer = cicServer;
        this.encodedCicServer =
                Status.newBuilder().setCicServer(cicServer).build().toByteArray();
        this.names = List.copyOf(names);
        this.plain = new PlainStatus(names);
    }

    /**
     * The row of a status that is written as nearly all are, without decoding it: the same row that {@link #encode} makes, and one that passes {@link #check}.
     *
     * @return null = it is written in some other way, which says nothing about whether it is good
     */
    public @Nullable Row encodePlain(PublishedBatch batch, int index) {
        int from = batch.begin(index);
        int length = batch.end(index) - from;
        if (!plain.read(batch.bytes(), from, from + length)) {
            return null;
        }
        byte[] body = Arrays.copyOf(encodedCicServer, encodedCicServer.length + length);
        System.arraycopy(batch.bytes(), from, body, encodedCicServer.length, length);
        int moved = encodedCicServer.length - from;
        int named = plain.namedThrough() + moved;
        return new Row(plain.user(body, moved), 0, 0, plain.facts(), Source.REPORTED, Row.NO_PLACE, named, body);
    }

    /** Why the status is refused; null = it is not. */
    public @Nullable ItemError check(int index, Status status) {
        ItemError identity = checkIdentity(index, status);
        if (identity != null) {
            return identity;
        }
        ItemError texts = checkTexts(index, status);
        return texts != null ? texts : checkTimes(index, status);
    }

    private static @Nullable ItemError checkIdentity(int index, Status status) {
        if (status.getUserId().isBlank() || status.getUserId().length() > MAX_ID) {
            return error(index, status, "USER_ID_INVALID", "user_id", status.getUserId(), "1 to 256 characters");
        }
        if (status.getEmail().isBlank()) {
            return error(
                    index, status, "EMAIL_MISSING", "email", "", "an e-mail address; a user without one has no status");
        }
        if (status.getEmail().length() > MAX_ID || !Emails.isPlausible(Emails.normalize(status.getEmail()))) {
            return error(
                    index, status, "EMAIL_INVALID", "email", status.getEmail(), "name@domain, at most 256 characters");
        }
        return hasControl(status.getUserId())
                ? control(index, status, "user_id")
                : hasControl(status.getEmail()) ? control(index, status, "email") : null;
    }

    private @Nullable ItemError checkTexts(int index, Status status) {
        if (status.getStatusKey().length() > MAX_KEY) {
            return tooLong(index, status, "status_key", status.getStatusKey(), MAX_KEY);
        }
        if (status.getDetail().length() > MAX_DETAIL) {
            return tooLong(index, status, "detail", status.getDetail(), MAX_DETAIL);
        }
        if (hasControl(status.getStatusKey())) {
            return control(index, status, "status_key");
        }
        if (hasControl(status.getDetail())) {
            return control(index, status, "detail");
        }
        String logonServer = status.getLogonServer();
        if (!logonServer.isEmpty() && !isOwnName(logonServer)) {
            String expected = "empty or one of the names in the certificate: " + names;
            return error(index, status, "LOGON_SERVER_UNKNOWN", "logon_server", logonServer, expected);
        }
        return null;
    }

    private boolean isOwnName(String logonServer) {
        for (String name : names) {
            if (name.equalsIgnoreCase(logonServer)) {
                return true;
            }
        }
        return false;
    }

    /** A time that no reader can represent must not reach any. */
    private static @Nullable ItemError checkTimes(int index, Status status) {
        if (!Timestamps.isValid(status.getStatusSince())) {
            return badTime(index, status, "status_since", status.getStatusSince());
        }
        if (!Timestamps.isValid(status.getOnPhoneSince())) {
            return badTime(index, status, "on_phone_since", status.getOnPhoneSince());
        }
        if (!Timestamps.isValid(status.getUntil().getTime())) {
            return badTime(index, status, "until.time", status.getUntil().getTime());
        }
        return null;
    }

    /** The row of a status that passed {@link #check}. */
    public Row encode(Status status) {
        String email = Emails.normalize(status.getEmail());
        byte[] body = isBody(status, email) ? copy(status) : body(status, email);
        Facts facts = Facts.of(
                !status.getLogonServer().isEmpty(),
                status.getOnPhone(),
                !status.getStatusKey().isEmpty() && !status.getPersistent());
        return new Row(status.getUserId(), email, 0, 0, facts, Source.REPORTED, body);
    }

    /** Whether the message, with the CIC server's name before it, is the body as it stands: so it comes from nearly every publisher. */
    private static boolean isBody(Status status, String email) {
        return status.getEmail().equals(email)
                && status.getCicServer().isEmpty()
                && !status.getRemoved()
                && status.getEpoch() == 0
                && status.getSequence() == 0
                && status.getSourceValue() == 0
                && status.getUnknownFields().isEmpty();
    }

    private byte[] copy(Status status) {
        int size = status.getSerializedSize();
        byte[] body = Arrays.copyOf(encodedCicServer, encodedCicServer.length + size);
        CodedOutputStream out = CodedOutputStream.newInstance(body, encodedCicServer.length, size);
        try {
            status.writeTo(out);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("size of a status computed wrongly", e);
        }
        return body;
    }

    private byte[] body(Status status, String email) {
        Status.Builder body = status.toBuilder().setCicServer(cicServer).setEmail(email);
        body.clearRemoved().clearEpoch().clearSequence().clearSource();
        body.setUnknownFields(UnknownFieldSet.getDefaultInstance());
        return body.build().toByteArray();
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c > '~' && Character.isISOControl(c))) {
                return true;
            }
        }
        return false;
    }

    private static ItemError control(int index, Status status, String field) {
        return error(index, status, "CONTROL_CHARACTER", field, NOT_SHOWN, "no control characters");
    }

    private static ItemError tooLong(int index, Status status, String field, String value, int limit) {
        return error(index, status, "FIELD_TOO_LONG", field, value, "at most " + limit + " characters");
    }

    private static ItemError badTime(int index, Status status, String field, Timestamp time) {
        String shown = time.getSeconds() + " s " + time.getNanos() + " ns";
        return error(index, status, "TIME_INVALID", field, shown, "from the year 1 to the year 9999");
    }

    /** What a message and a log can bear. */
    private static String shown(String value) {
        if (hasControl(value)) {
            return NOT_SHOWN;
        }
        return value.length() <= MAX_SHOWN ? value : cut(value, MAX_SHOWN) + "… (" + value.length() + " characters)";
    }

    /** The beginning of the text, without half a character at its end. */
    private static String cut(String text, int limit) {
        int end = Math.min(limit, text.length());
        boolean half = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, half ? end - 1 : end);
    }

    @SuppressWarnings("checkstyle:ParameterNumber") // the six parts of one message, in its order
    private static ItemError error(
            int index, Status status, String reason, String field, String value, String expected) {
        return ItemError.newBuilder()
                .setIndex(index)
                .setUserId(cut(status.getUserId(), MAX_ID))
                .setReason(reason)
                .setMessage(field + ": \"" + shown(value) + "\" (expected: " + expected + ")")
                .build();
    }
}
