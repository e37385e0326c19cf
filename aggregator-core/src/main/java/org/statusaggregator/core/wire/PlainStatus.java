package org.statusaggregator.core.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.statusaggregator.core.status.Emails;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.User;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.Until;

/**
 * Tells whether an encoded status is plain: every field at most once, in the order of their numbers and without a fault, the address in its normal form.
 * So it comes from nearly every publisher, and then its bytes can be taken as they stand. Whatever is odd is not plain and says nothing
 * more: {@link RowEncoder#check} finds out what is wrong with it, if anything. Not thread-safe.
 */
final class PlainStatus {
    private static final int USER_ID = (Status.USER_ID_FIELD_NUMBER << 3) | 2;
    private static final int EMAIL = (Status.EMAIL_FIELD_NUMBER << 3) | 2;
    private static final int STATUS_KEY = (Status.STATUS_KEY_FIELD_NUMBER << 3) | 2;
    private static final int PERSISTENT = Status.PERSISTENT_FIELD_NUMBER << 3;
    private static final int STATUS_SINCE = (Status.STATUS_SINCE_FIELD_NUMBER << 3) | 2;
    private static final int UNTIL = (Status.UNTIL_FIELD_NUMBER << 3) | 2;
    private static final int DETAIL = (Status.DETAIL_FIELD_NUMBER << 3) | 2;
    private static final int ON_PHONE = Status.ON_PHONE_FIELD_NUMBER << 3;
    private static final int ON_PHONE_SINCE = (Status.ON_PHONE_SINCE_FIELD_NUMBER << 3) | 2;
    private static final int LOGON_SERVER = (Status.LOGON_SERVER_FIELD_NUMBER << 3) | 2;
    private static final int SECONDS = Timestamp.SECONDS_FIELD_NUMBER << 3;
    private static final int NANOS = Timestamp.NANOS_FIELD_NUMBER << 3;
    private static final int UNTIL_TIME = (Until.TIME_FIELD_NUMBER << 3) | 2;
    private static final int HAS_DATE = Until.HAS_DATE_FIELD_NUMBER << 3;
    private static final int HAS_TIME = Until.HAS_TIME_FIELD_NUMBER << 3;

    /** The years 1 to 9999, in seconds since 1970, as a Timestamp may be. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long LAST_SECOND = 253_402_300_799L;
    private static final int LAST_NANO = 999_999_999;

    // UTF-8: control characters, and what has four bytes there and is two characters for Java.
    private static final int DELETE = 0x7F;
    private static final int MORE_CONTROLS = 0xC2;
    private static final int FIRST_BEHIND_CONTROLS = 0xA0;
    private static final int FIRST_OF_FOUR = 0xF0;

    private final byte[][] names;
    private final ProtoCursor in = new ProtoCursor();
    private byte[] bytes = {};
    private int textBegin;
    /** Whether the text that was read last is of printable ASCII letters only. */
    private boolean isAscii;

    private int userIdBegin;
    private int userIdEnd;
    private int emailBegin;
    private int emailEnd;
    /** A bit for each field that is there; none is there with its default value. */
    private int fields;

    /**
     * One for each encoder.
     *
     * @param names the values that logon_server may take
     */
    PlainStatus(List<String> names) {
        this.names = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** Whether the status that stands there is plain; only then the other methods have an answer. */
    boolean read(byte[] message, int from, int to) {
        bytes = message;
        fields = 0;
        in.open(message, from, to);
        try {
            int last = 0;
            while (!in.atEnd()) {
                int tag = in.tag();
                if (tag <= last || !isPlain(tag)) {
                    return false;
                }
                last = tag;
                fields |= 1 << (tag >>> 3);
            }
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
        return has(Status.USER_ID_FIELD_NUMBER) && has(Status.EMAIL_FIELD_NUMBER);
    }

    private boolean isPlain(int tag) throws InvalidProtocolBufferException {
        return switch (tag) {
            case USER_ID -> isUserId();
            case EMAIL -> isEmail();
            case STATUS_KEY -> isText(RowEncoder.MAX_KEY);
            case PERSISTENT, ON_PHONE -> in.varint() == 1;
            case STATUS_SINCE, ON_PHONE_SINCE -> isTime();
            case UNTIL -> isUntil();
            case DETAIL -> isText(RowEncoder.MAX_DETAIL);
            case LOGON_SERVER -> isName();
            default -> false;
        };
    }

    /** As a text, and not of blanks only. */
    private boolean isUserId() throws InvalidProtocolBufferException {
        boolean good = isText(RowEncoder.MAX_ID);
        userIdBegin = textBegin;
        userIdEnd = in.position();
        for (int i = userIdBegin; i < userIdEnd; i++) {
            if (bytes[i] != ' ') {
                return good && (bytes[i] > 0 || !text().isBlank());
            }
        }
        return false;
    }

    private boolean isEmail() throws InvalidProtocolBufferException {
        boolean good = isText(RowEncoder.MAX_ID);
        emailBegin = textBegin;
        emailEnd = in.position();
        return good && (isAscii ? AsciiBytes.areEmail(bytes, emailBegin, emailEnd) : isOtherEmail(text()));
    }

    private static boolean isOtherEmail(String email) {
        return Emails.normalize(email).equals(email) && Emails.isPlausible(email);
    }

    /** Whether the text is there, not too long and without control characters. */
    private boolean isText(int longest) throws InvalidProtocolBufferException {
        int length = in.length();
        textBegin = in.position();
        int end = in.skip(length);
        isAscii = AsciiBytes.arePrintable(bytes, textBegin, end);
        return isAscii ? length > 0 && length <= longest : isOtherText(longest);
    }

    /** The same of a text that is not of ASCII letters only. */
    private boolean isOtherText(int longest) {
        int length = in.position() - textBegin;
        if (!UnsafeByteOperations.unsafeWrap(bytes, textBegin, length).isValidUtf8()) {
            return false;
        }
        int characters = 0;
        for (int i = textBegin; i < in.position(); i++) {
            int unit = bytes[i] & 0xFF;
            if (unit < ' '
                    || unit == DELETE
                    || (unit == MORE_CONTROLS && (bytes[i + 1] & 0xFF) < FIRST_BEHIND_CONTROLS)) {
                return false;
            }
            boolean begins = (unit & 0xC0) != 0x80;
            characters += begins ? (unit < FIRST_OF_FOUR ? 1 : 2) : 0;
        }
        return characters <= longest;
    }

    /** The text that was read last. */
    private String text() {
        return new String(bytes, textBegin, in.position() - textBegin, StandardCharsets.UTF_8);
    }

    private boolean isName() throws InvalidProtocolBufferException {
        int length = in.length();
        int begin = in.position();
        int end = in.skip(length);
        for (byte[] name : names) {
            if (length > 0 && Arrays.equals(bytes, begin, end, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTime() throws InvalidProtocolBufferException {
        int end = in.length() + in.position();
        int last = 0;
        while (in.position() < end) {
            int tag = in.tag();
            long value = tag == SECONDS || tag == NANOS ? in.varint() : 0;
            boolean good = tag == SECONDS
                    ? value >= FIRST_SECOND && value <= LAST_SECOND
                    : tag == NANOS && value >= 0 && value <= LAST_NANO;
            if (tag <= last || !good) {
                return false;
            }
            last = tag;
        }
        return in.position() == end;
    }

    private boolean isUntil() throws InvalidProtocolBufferException {
        int end = in.length() + in.position();
        int last = 0;
        while (in.position() < end) {
            int tag = in.tag();
            boolean good = tag == UNTIL_TIME ? isTime() : (tag == HAS_DATE || tag == HAS_TIME) && in.varint() == 1;
            if (tag <= last || !good) {
                return false;
            }
            last = tag;
        }
        return in.position() == end;
    }

    /**
     * Whose it is.
     *
     * @param body what the status was copied to
     * @param moved by how much its bytes stand further behind there
     */
    User user(byte[] body, int moved) {
        return User.in(
                body,
                new User.Span(userIdBegin + moved, userIdEnd + moved),
                new User.Span(emailBegin + moved, emailEnd + moved));
    }

    /** Where what names the user and the address ends. */
    int namedThrough() {
        return emailEnd;
    }

    Facts facts() {
        return Facts.of(
                has(Status.LOGON_SERVER_FIELD_NUMBER),
                has(Status.ON_PHONE_FIELD_NUMBER),
                has(Status.STATUS_KEY_FIELD_NUMBER) && !has(Status.PERSISTENT_FIELD_NUMBER));
    }

    private boolean has(int field) {
        return (fields & 1 << field) != 0;
    }
}
