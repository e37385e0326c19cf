package org.statusaggregator.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * CSV. The columns come from the message's type, not from the rows, so that they are the same whatever the rows hold: nested fields have
 * dotted names, repeated ones are joined by semicolons.
 */
final class CsvPrinter implements Printer {
    /** Types that are one text in JSON. */
    private static final Set<String> SCALARS = Set.of("google.protobuf.Timestamp", "google.protobuf.Duration");

    private static final CsvMapper MAPPER = new CsvMapper();

    @Override
    public <M extends Message> void list(PrintWriter out, Listing<M> listing, List<M> rows) {
        List<String> columns = columns("", listing.kind().getDescriptorForType());
        out.print(header(columns));
        rows.forEach(row -> out.print(row(columns, row)));
    }

    @Override
    public <M extends Message> void one(PrintWriter out, Listing<M> listing, M message) {
        list(out, listing, List.of(message));
    }

    @Override
    public <M extends Message> void next(PrintWriter out, Listing<M> listing, M message, long number) {
        List<String> columns = columns("", listing.kind().getDescriptorForType());
        if (number == 0) {
            out.print(header(columns));
        }
        out.print(row(columns, message));
    }

    @Override
    public void figures(PrintWriter out, Figures figures) {
        Map<String, String> cells = new LinkedHashMap<>();
        figures.tree().forEach((key, value) -> {
            if (!(value instanceof List)) {
                cells.put(key, SafeText.of(value.toString()));
            }
        });
        List<String> columns = List.copyOf(cells.keySet());
        out.print(header(columns));
        out.print(csv(columns, cells));
    }

    private static List<String> columns(String prefix, Descriptor type) {
        List<String> columns = new ArrayList<>();
        for (FieldDescriptor field : type.getFields()) {
            String name = prefix + field.getJsonName();
            if (isNested(field)) {
                columns.addAll(columns(name + ".", field.getMessageType()));
            } else {
                columns.add(name);
            }
        }
        return columns;
    }

    private static boolean isNested(FieldDescriptor field) {
        return !field.isRepeated()
                && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && !SCALARS.contains(field.getMessageType().getFullName());
    }

    private static String header(List<String> columns) {
        Map<String, String> names = new LinkedHashMap<>();
        columns.forEach(column -> names.put(column, column));
        return csv(columns, names);
    }

    private static String row(List<String> columns, Message message) {
        JsonNode tree = Trees.tree(message);
        Map<String, String> cells = new LinkedHashMap<>();
        for (String column : columns) {
            cells.put(column, SafeText.of(text(tree.at("/" + column.replace('.', '/')))));
        }
        return csv(columns, cells);
    }

    private static String text(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(item -> item.isValueNode() ? item.asText() : item.toString())
                    .collect(Collectors.joining(";"));
        }
        return node.asText();
    }

    private static String csv(List<String> columns, Map<String, String> cells) {
        CsvSchema schema = CsvSchema.builder()
                .addColumns(columns, CsvSchema.ColumnType.STRING)
                .build();
        try {
            return MAPPER.writer(schema).writeValueAsString(cells);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row cannot be written as CSV", e);
        }
    }
}
