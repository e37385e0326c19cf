package org.statusaggregator.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;

/** Messages in protobuf's own JSON mapping, as text and as a tree: the one form from which all formats for scripts are made. */
final class Trees {
    private static final JsonFormat.Printer PRETTY = JsonFormat.printer().alwaysPrintFieldsWithNoPresence();
    private static final JsonFormat.Printer COMPACT = PRETTY.omittingInsignificantWhitespace();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Trees() {}

    static String pretty(Message message) {
        return SafeText.document(print(PRETTY, message));
    }

    static String pretty(Map<String, Object> tree) {
        try {
            return SafeText.document(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers cannot be written as JSON", e);
        }
    }

    static String compact(Map<String, String> fields) {
        try {
            return SafeText.document(MAPPER.writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts cannot be written as JSON", e);
        }
    }

    static String compact(Message message) {
        return SafeText.document(print(COMPACT, message));
    }

    static JsonNode tree(Message message) {
        try {
            return MAPPER.readTree(print(COMPACT, message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("protobuf printed JSON that cannot be read back", e);
        }
    }

    private static String print(JsonFormat.Printer printer, Message message) {
        try {
            return printer.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "message of an unknown type inside "
                            + message.getDescriptorForType().getFullName(),
                    e);
        }
    }
}
