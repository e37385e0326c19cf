package org.statusaggregator.core.wire;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.status.Version;

/** {@link Status} as a protobuf message, and back. */
public final class WireStatus {
    private WireStatus() {}

    /** The message with every field of the status. */
    public static org.statusaggregator.v1.Status toProto(Status status) {
        org.statusaggregator.v1.Status.Builder proto = org.statusaggregator.v1.Status.newBuilder()
                .setCicServer(status.cicServer())
                .setUserId(status.userId())
                .setEmail(status.email())
                .setStatusKey(status.key().text())
                .setPersistent(status.key().persistent())
                .setDetail(status.key().detail())
                .setOnPhone(status.onPhone())
                .setLogonServer(status.logonServer());
        if (status.key().since() != null) {
            proto.setStatusSince(timestamp(status.key().since()));
        }
        Until until = status.key().until();
        if (until != null) {
            proto.setUntil(org.statusaggregator.v1.Until.newBuilder()
                    .setTime(timestamp(until.time()))
                    .setHasDate(until.hasDate())
                    .setHasTime(until.hasTime()));
        }
        if (status.onPhoneSince() != null) {
            proto.setOnPhoneSince(timestamp(status.onPhoneSince()));
        }
        if (!status.version().equals(Version.NONE)) {
            proto.setEpoch(status.version().epoch())
                    .setSequence(status.version().sequence());
            proto.setSource(toProto(status.source()));
        }
        return proto.build();
    }

    /** The status that the message describes; {@code removed} is not looked at. */
    public static Status fromProto(org.statusaggregator.v1.Status proto) {
        StatusKey key = new StatusKey(
                proto.getStatusKey(),
                proto.getPersistent(),
                proto.hasStatusSince() ? instant(proto.getStatusSince()) : null,
                until(proto),
                proto.getDetail());
        return new Status(
                proto.getCicServer(),
                proto.getUserId(),
                proto.getEmail(),
                key,
                proto.getOnPhone(),
                proto.hasOnPhoneSince() ? instant(proto.getOnPhoneSince()) : null,
                proto.getLogonServer(),
                new Version(proto.getEpoch(), proto.getSequence()),
                fromProto(proto.getSource()));
    }

    /** The status that a row holds. */
    public static Status of(String cicServer, Row row) {
        return fromProto(WatchMessages.row(cicServer, row));
    }

    /** The removal that a message with {@code removed} describes. */
    public static RemovedUser removedFromProto(org.statusaggregator.v1.Status proto) {
        Version version = new Version(proto.getEpoch(), proto.getSequence());
        return new RemovedUser(proto.getCicServer(), proto.getUserId(), proto.getEmail(), version);
    }

    /** The wire's name of a source. */
    public static org.statusaggregator.v1.Source toProto(Source source) {
        return switch (source) {
            case REPORTED -> org.statusaggregator.v1.Source.REPORTED;
            case LEASE_EXPIRED -> org.statusaggregator.v1.Source.LEASE_EXPIRED;
            case RESTORED -> org.statusaggregator.v1.Source.RESTORED;
        };
    }

    /** The wire's name of a CIC server's state. */
    public static org.statusaggregator.v1.CicServerState toProto(CicServerState state) {
        return switch (state) {
            case SYNCHRONIZING -> org.statusaggregator.v1.CicServerState.SYNCHRONIZING;
            case LIVE -> org.statusaggregator.v1.CicServerState.LIVE;
            case STALE -> org.statusaggregator.v1.CicServerState.STALE;
            case EXPIRED -> org.statusaggregator.v1.CicServerState.EXPIRED;
        };
    }

    /** The state that the wire means; one that this version does not know counts as stale. */
    public static CicServerState fromProto(org.statusaggregator.v1.CicServerState state) {
        return switch (state) {
            case SYNCHRONIZING -> CicServerState.SYNCHRONIZING;
            case LIVE -> CicServerState.LIVE;
            case EXPIRED -> CicServerState.EXPIRED;
            case STALE, CIC_SERVER_STATE_UNSPECIFIED, UNRECOGNIZED -> CicServerState.STALE;
        };
    }

    private static Source fromProto(org.statusaggregator.v1.Source source) {
        return switch (source) {
            case LEASE_EXPIRED -> Source.LEASE_EXPIRED;
            case RESTORED -> Source.RESTORED;
            case REPORTED, SOURCE_UNSPECIFIED, UNRECOGNIZED -> Source.REPORTED;
        };
    }

    private static @Nullable Until until(org.statusaggregator.v1.Status proto) {
        if (!proto.hasUntil()) {
            return null;
        }
        org.statusaggregator.v1.Until until = proto.getUntil();
        return new Until(instant(until.getTime()), until.getHasDate(), until.getHasTime());
    }

    /** An instant as the wire writes it. */
    public static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /** The instant that the wire means. */
    public static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
