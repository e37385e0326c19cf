package org.statusaggregator.core.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import org.statusaggregator.core.status.RowBodies;
import org.statusaggregator.v1.Status;

/** The encoded body of a row: a {@link Status} message without version, source and removal mark, which are appended on the way out. */
public final class RowBody implements RowBodies {
    /** The only one: it has no state. */
    public static final RowBody INSTANCE = new RowBody();

    private RowBody() {}

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
