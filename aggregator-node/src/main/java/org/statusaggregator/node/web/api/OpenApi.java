package org.statusaggregator.node.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.Exchange;

/** The description of the REST interface for programs. */
final class OpenApi {
    private final byte[] document;

    OpenApi() {
        try (InputStream file = OpenApi.class.getResourceAsStream("openapi.json")) {
            if (file == null) {
                throw new IllegalStateException("openapi.json is missing in the program");
            }
            document = file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer document(Exchange exchange) {
        return Conditional.json(exchange, document);
    }
}
