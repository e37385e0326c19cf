package org.statusaggregator.node.web.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is answered to a request. Immutable; the body's bytes are shared and not to be changed. */
public final class Answer {
    /** Header with the kind of the body. */
    public static final String CONTENT_TYPE = "Content-Type";

    private static final byte[] NOTHING = {};

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** A body of this kind. */
    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of(CONTENT_TYPE, contentType), body);
    }

    /** JSON. */
    public static Answer json(byte[] body) {
        return of(200, "application/json", body);
    }

    /** Done, and nothing to say. */
    public static Answer noContent() {
        return new Answer(204, Map.of(), NOTHING);
    }

    /** What the caller has is what there is. */
    public static Answer notModified(String etag) {
        return new Answer(304, Map.of("ETag", etag), NOTHING);
    }

    /** A text. */
    public static Answer text(int status, String contentType, String body) {
        return of(status, contentType + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with one more header. */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
