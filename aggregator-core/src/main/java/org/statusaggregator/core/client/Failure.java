package org.statusaggregator.core.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed, and what is to be done about it. The one place that reads error codes and reasons; their table is in
 * {@code status_service.proto}.
 *
 * @param remedy what is to be done
 * @param text code, reason and description, for people
 * @param retryAfter the wait that the node asks for; null = none
 */
record Failure(Remedy remedy, String text, @Nullable Duration retryAfter) {
    /** The domain of our reasons. Reasons of other domains mean nothing to us. */
    private static final String DOMAIN = "statusaggregator";

    /** What is to be done about a failed call. */
    enum Remedy {
        /** Make the same call on the next host. */
        NEXT_HOST,
        /** Make the same call on this host, a little later. */
        REPEAT,
        /** The session is gone: open another one, publish everything. */
        REOPEN,
        /** Another publisher took over: stop. */
        YIELD,
        /** Another publisher is live, and we agreed to wait for it. */
        WAIT,
        /** Watch without the resume token. */
        FORGET_TOKEN,
        /** Somebody has to mend something; try again slowly until then. */
        MEND
    }

    static Failure of(Throwable error) {
        Status status = Status.fromThrowable(error);
        String reason = "";
        Duration retryAfter = null;
        com.google.rpc.Status details = StatusProto.fromThrowable(error);
        if (details != null) {
            try {
                reason = reason(details);
                retryAfter = retryAfter(details);
            } catch (InvalidProtocolBufferException e) {
                return new Failure(Remedy.NEXT_HOST, "an answer with unreadable details: " + e.getMessage(), null);
            }
        }
        return new Failure(remedy(reason, status.getCode()), text(status, reason), retryAfter);
    }

    static Failure nextHost(String text) {
        return new Failure(Remedy.NEXT_HOST, text, null);
    }

    private static Remedy remedy(String reason, Status.Code code) {
        return switch (reason) {
            case "SESSION_TAKEN_OVER" -> Remedy.YIELD;
            case "SESSION_LOST", "BATCH_OUT_OF_ORDER", "BATCH_TOO_LARGE" -> Remedy.REOPEN;
            case "SESSION_HELD" -> Remedy.WAIT;
            case "BAD_RESUME_TOKEN" -> Remedy.FORGET_TOKEN;
            case "NOT_REPLICATED" -> Remedy.REPEAT;
            // Our certificate has expired or was revoked since we connected; a new connection is made with the newest
            // one.
            case "CERTIFICATE" -> Remedy.NEXT_HOST;
            default -> remedy(code);
        };
    }

    private static Remedy remedy(Status.Code code) {
        return switch (code) {
            case OK, CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
                Remedy.NEXT_HOST;
            case RESOURCE_EXHAUSTED -> Remedy.REPEAT;
            case INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    UNAUTHENTICATED -> Remedy.MEND;
        };
    }

    private static String reason(com.google.rpc.Status details) throws InvalidProtocolBufferException {
        for (Any detail : details.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                ErrorInfo info = detail.unpack(ErrorInfo.class);
                if (info.getDomain().equals(DOMAIN)) {
                    return info.getReason();
                }
            }
        }
        return "";
    }

    private static @Nullable Duration retryAfter(com.google.rpc.Status details) throws InvalidProtocolBufferException {
        for (Any detail : details.getDetailsList()) {
            if (detail.is(RetryInfo.class)) {
                com.google.protobuf.Duration delay =
                        detail.unpack(RetryInfo.class).getRetryDelay();
                return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
            }
        }
        return null;
    }

    private static String text(Status status, String reason) {
        StringBuilder text = new StringBuilder(status.getCode().name());
        if (!reason.isEmpty()) {
            text.append(' ').append(reason);
        }
        if (status.getDescription() != null) {
            text.append(": ").append(status.getDescription());
        }
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                text.append(": ").append(cause.getMessage());
            }
        }
        return text.toString();
    }
}
