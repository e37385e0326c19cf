package org.statusaggregator.node.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.statusaggregator.core.status.Refusal;
import org.statusaggregator.core.status.RosterAnswer;
import org.statusaggregator.node.request.BadFieldException;
import org.statusaggregator.node.roster.NotReplicatedException;

/** The errors of the wire, each with its reason, as the table in status_service.proto lists them. The one place that makes them. */
final class Errors {
    private static final String DOMAIN = "statusaggregator";

    /** When to make a call again that nobody can tell a time for. */
    private static final java.time.Duration RETRY = java.time.Duration.ofMillis(200);

    private Errors() {}

    static StatusRuntimeException badField(String field, String value, String expected) {
        String message = field + ": \"" + value + "\" (expected: " + expected + ")";
        return error(
                Code.INVALID_ARGUMENT,
                "BAD_FIELD",
                message,
                Map.of("field", field, "value", value, "expected", expected));
    }

    static StatusRuntimeException batchTooLarge(int size, int limit) {
        String message = "batch of " + size + " statuses (expected: at most " + limit + ", Session.max_batch_size)";
        return error(Code.INVALID_ARGUMENT, "BATCH_TOO_LARGE", message, Map.of("size", "" + size, "limit", "" + limit));
    }

    static StatusRuntimeException badToken(String message) {
        return error(Code.INVALID_ARGUMENT, "BAD_RESUME_TOKEN", message, Map.of());
    }

    static StatusRuntimeException apiLevel(int client, int server) {
        String message =
                "api_level: " + client + " (expected: " + server + "); install client and server of the same version";
        return error(
                Code.FAILED_PRECONDITION, "API_LEVEL", message, Map.of("client", "" + client, "server", "" + server));
    }

    static StatusRuntimeException watchNotFound(String id) {
        String message = "watch_id: \"" + id + "\" is no watch by e-mail addresses of this certificate on this node";
        return error(Code.NOT_FOUND, "WATCH_NOT_FOUND", message, Map.of());
    }

    static StatusRuntimeException cicServerNotFound(String name) {
        return error(
                Code.NOT_FOUND, "CIC_SERVER_NOT_FOUND", "nothing is known of a CIC server \"" + name + "\"", Map.of());
    }

    static StatusRuntimeException contactListNotFound(String name) {
        String message = "no contact list \"" + name + "\" is configured on this node";
        return error(Code.NOT_FOUND, "CONTACT_LIST_NOT_FOUND", message, Map.of());
    }

    static StatusRuntimeException nothingHeldBack(String list) {
        String message = "contact list \"" + list + "\": no difference awaits confirmation";
        return error(Code.FAILED_PRECONDITION, "NOTHING_HELD_BACK", message, Map.of());
    }

    static StatusRuntimeException role(String call, String role, String required) {
        String message = call + ": certificate with role " + role + " (expected: " + required + ")";
        return error(Code.PERMISSION_DENIED, "ROLE", message, Map.of("role", role, "required", required));
    }

    static StatusRuntimeException certificate(String problem) {
        return error(Code.UNAUTHENTICATED, "CERTIFICATE", problem, Map.of());
    }

    /** A limit was reached; the same call may be made again after the wait. */
    static StatusRuntimeException limit(String limit, String message, java.time.Duration wait) {
        return error(Code.RESOURCE_EXHAUSTED, "LIMIT", message, Map.of("limit", limit), wait);
    }

    static StatusRuntimeException unavailable(String reason, String message) {
        return error(Code.UNAVAILABLE, reason, message, Map.of());
    }

    /** The error for a request that the roster refused. */
    static StatusRuntimeException refused(Refusal refusal, String cicServer, RosterAnswer answer) {
        String reason = refusal.name();
        return switch (refusal) {
            case SESSION_HELD ->
                error(
                        Code.FAILED_PRECONDITION,
                        reason,
                        cicServer + " has a live session of another publisher",
                        Map.of());
            case SESSION_TAKEN_OVER ->
                error(Code.ABORTED, reason, "another publisher opened the session of " + cicServer, Map.of());
            case SESSION_LOST, OVERTAKEN ->
                error(
                        Code.ABORTED,
                        Refusal.SESSION_LOST.name(),
                        "the session of " + cicServer + " is over; open a new one and publish a full snapshot",
                        Map.of());
            case BATCH_OUT_OF_ORDER ->
                error(
                        Code.ABORTED,
                        reason,
                        "batch_number: expected " + answer.lastBatch() + " again, or " + (answer.lastBatch() + 1),
                        Map.of("expected", Long.toString(answer.lastBatch() + 1)));
        };
    }

    /** The error for anything that went wrong inside. */
    static StatusRuntimeException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StatusRuntimeException known) {
            return known;
        }
        if (cause instanceof BadFieldException field) {
            return badField(field.field(), field.value(), field.expected());
        }
        if (cause instanceof RejectedExecutionException) {
            return limit("waiting questions", "too many questions wait", RETRY);
        }
        if (cause instanceof NotReplicatedException) {
            return error(Code.UNAVAILABLE, "NOT_REPLICATED", String.valueOf(cause.getMessage()), Map.of());
        }
        return io.grpc.Status.INTERNAL
                .withDescription("internal error, see the node's log")
                .withCause(cause)
                .asRuntimeException();
    }

    private static StatusRuntimeException error(
            Code code, String reason, String message, Map<String, String> metadata) {
        return error(code, reason, message, metadata, RETRY);
    }

    private static StatusRuntimeException error(
            Code code, String reason, String message, Map<String, String> metadata, java.time.Duration wait) {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setDomain(DOMAIN)
                .setReason(reason)
                .putAllMetadata(metadata)
                .build();
        Status.Builder status = Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(info));
        if (code == Code.UNAVAILABLE || code == Code.RESOURCE_EXHAUSTED) {
            RetryInfo retry = RetryInfo.newBuilder()
                    .setRetryDelay(
                            Duration.newBuilder().setSeconds(wait.toSeconds()).setNanos(wait.toNanosPart()))
                    .build();
            status.addDetails(Any.pack(retry));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }
}
