package org.statusaggregator.node.web.api;

import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.json.JsonText;

/** {@code GET /nodes}: where else the page is. */
final class ClusterCalls {
    private final ApiParts parts;

    ClusterCalls(ApiParts parts) {
        this.parts = parts;
    }

    Answer nodes() {
        return Answer.json(JsonText.of(json -> {
                    json.writeStartObject();
                    json.writeStringField("sharedAddress", parts.settings().sharedAddress());
                    json.writeStringField("version", parts.settings().version());
                    json.writeArrayFieldStart("nodes");
                    for (NodePage node : parts.nodes().get()) {
                        json.writeStartObject();
                        json.writeStringField("name", node.name());
                        json.writeStringField("address", node.address());
                        json.writeBooleanField("answering", node.answering());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }))
                .with("Cache-Control", "no-store");
    }
}
