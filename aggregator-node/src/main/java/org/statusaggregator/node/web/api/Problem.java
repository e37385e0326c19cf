package org.statusaggregator.node.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.node.request.BadFieldException;
import org.statusaggregator.node.watch.BadTokenException;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.BadRequestException;
import org.statusaggregator.node.web.json.JsonText;

/**
 * Why a request was refused, as RFC 9457 writes it. The reasons are those of {@code status_service.proto}, and some that only HTTP has.
 *
 * @param status HTTP status
 * @param reason for programs
 * @param detail for people, in English
 * @param more what the detail names, by name
 */
public record Problem(int status, String reason, String detail, Map<String, String> more) {
    private static final Logger LOG = LogManager.getLogger(Problem.class);

    /** Copies the names. */
    public Problem {
        more = Map.copyOf(more);
    }

    /** Thrown where a request is refused. */
    public static final class Refusal extends RuntimeException {
        private final Problem problem;

        Refusal(Problem problem) {
            super(problem.detail());
            this.problem = problem;
        }
    }

    static Refusal refusal(int status, String reason, String detail) {
        return new Refusal(new Problem(status, reason, detail, Map.of()));
    }

    static Refusal notFound(String what) {
        return refusal(404, "NOT_FOUND", what);
    }

    static Refusal contactListNotFound(String name) {
        return new Refusal(new Problem(
                404,
                "CONTACT_LIST_NOT_FOUND",
                "contact list \"" + name + "\": there is none that you may see",
                Map.of("contactList", name)));
    }

    private static Problem badField(String field, String value, String expected) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("field", field);
        more.put("value", value);
        more.put("expected", expected);
        return new Problem(400, "BAD_FIELD", field + ": \"" + value + "\" (expected: " + expected + ")", more);
    }

    /** What a failure means for the caller. Only a failure that nobody foresaw is logged. */
    public static Problem of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refusal refusal) {
            return refusal.problem;
        }
        if (cause instanceof BadFieldException field) {
            return badField(field.field(), field.value(), field.expected());
        }
        if (cause instanceof BadTokenException token) {
            return new Problem(400, "BAD_RESUME_TOKEN", String.valueOf(token.getMessage()), Map.of());
        }
        if (cause instanceof BadRequestException request) {
            return new Problem(request.status(), "BAD_REQUEST", String.valueOf(request.getMessage()), Map.of());
        }
        if (cause instanceof RejectedExecutionException) {
            return new Problem(503, "LIMIT", "too much is asked at the same time: repeat later", Map.of());
        }
        LOG.error("a request failed", cause);
        return new Problem(500, "INTERNAL", "the node failed; its log says more", Map.of());
    }

    /** As an answer. */
    public Answer answer() {
        byte[] body = JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeNumberField("status", status);
            json.writeStringField("reason", reason);
            json.writeStringField("detail", detail);
            for (Map.Entry<String, String> each : more.entrySet()) {
                json.writeStringField(each.getKey(), each.getValue());
            }
            json.writeEndObject();
        });
        Answer answer = Answer.of(status, "application/problem+json", body);
        return status == 503 || status == 429 ? answer.with("Retry-After", "5") : answer;
    }
}
