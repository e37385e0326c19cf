package org.statusaggregator.node.web.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.Exchange;

/** Answers that are not sent again to somebody who has them. */
final class Conditional {
    private static final int BYTES = 12;

    private Conditional() {}

    /** JSON with an ETag of its content; 304 if the caller has it. */
    static Answer json(Exchange exchange, byte[] body) {
        String etag = '"' + hash(body) + '"';
        return has(exchange, etag)
                ? Answer.notModified(etag)
                : Answer.json(body).with("ETag", etag).with("Cache-Control", "private, no-cache");
    }

    /** Whether the caller has what this tag stands for. */
    static boolean has(Exchange exchange, String etag) {
        return Arrays.stream(exchange.header("If-None-Match").split(","))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }

    private static String hash(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
