package org.statusaggregator.core.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.RowBodies;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.User;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.v1.Status;

/** The encoded body of a row: a {@link Status} message without version, source and removal mark, which are appended on the way out. */
public final class RowBody implements RowBodies {
    /** The only one: it has no state. */
    public static final RowBody INSTANCE = new RowBody();

    private static final int CIC_SERVER = (Status.CIC_SERVER_FIELD_NUMBER << 3) | 2;
    private static final int USER_ID = (Status.USER_ID_FIELD_NUMBER << 3) | 2;
    private static final int EMAIL = (Status.EMAIL_FIELD_NUMBER << 3) | 2;

    private RowBody() {}

    /**
     * The row of a user who is not removed, by what travels and is stored of it: whose it is, its body says.
     *
     * @param version of the row
     * @param facts what the body says, as far as the rules care
     * @param source who says so
     * @param place where a log looks for the user first
     * @throws IllegalArgumentException if the body names no user
     */
    public static Row row(Version version, Facts facts, Source source, int place, byte[] body) {
        ProtoCursor in = new ProtoCursor();
        in.open(body, 0, body.length);
        try {
            User.Span userId = null;
            User.Span email = null;
            boolean nothingElse = true;
            while (!in.atEnd() && (userId == null || email == null)) {
                int tag = in.tag();
                if (tag == USER_ID) {
                    userId = span(in);
                } else if (tag == EMAIL) {
                    email = span(in);
                } else {
                    nothingElse &= tag == CIC_SERVER;
                    in.skipField(tag);
                }
            }
            if (userId != null && email != null) {
                int named = nothingElse ? in.position() : 0;
                User user = User.in(body, userId, email);
                return new Row(user, version.epoch(), version.sequence(), facts, source, place, named, body);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("a row's body is no Status message: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("a row's body of " + body.length + " bytes names no user");
    }

    private static User.Span span(ProtoCursor in) throws InvalidProtocolBufferException {
        int length = in.length();
        int begin = in.position();
        return new User.Span(begin, in.skip(length));
    }

    @Override
    public byte[] loggedOff(byte[] body) {
        Status.Builder status = parse(body).toBuilder().clearLogonServer();
        if (status.getOnPhone()) {
            status.clearOnPhone().clearOnPhoneSince(); // nobody told when the call ended
        }
        if (!status.getPersistent()) {
            clearKey(status);
        }
        return status.build().toByteArray();
    }

    @Override
    public byte[] withoutKey(byte[] body) {
        Status.Builder status = parse(body).toBuilder();
        clearKey(status);
        return status.build().toByteArray();
    }

    private static void clearKey(Status.Builder status) {
        status.clearStatusKey()
                .clearPersistent()
                .clearStatusSince()
                .clearUntil()
                .clearDetail();
    }

    private static Status parse(byte[] body) {
        try {
            return Status.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a row's body is no Status message: " + e.getMessage(), e);
        }
    }
}
