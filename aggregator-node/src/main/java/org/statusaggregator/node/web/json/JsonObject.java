package org.statusaggregator.node.web.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.request.BadFieldException;

/** A JSON object of a request: texts, lists of texts, and objects of these. Whatever else stands in it is refused, with its name. */
public final class JsonObject {
    private final Map<String, Object> fields;
    private final String path;

    private JsonObject(Map<String, Object> fields, String path) {
        this.fields = fields;
        this.path = path;
    }

    /**
     * Reads an object.
     *
     * @throws BadFieldException if it is none, or has anything but texts, lists of texts and objects
     */
    public static JsonObject read(byte[] json) {
        try (JsonParser parser = JsonText.FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadFieldException("body", "", "a JSON object");
            }
            JsonObject object = new JsonObject(object(parser, ""), "");
            if (parser.nextToken() != null) {
                throw new BadFieldException("body", "", "one JSON object and nothing behind it");
            }
            return object;
        } catch (IOException e) {
            throw new BadFieldException("body", "", "a JSON object in UTF-8");
        }
    }

    private static Map<String, Object> object(JsonParser parser, String path) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            Object value =
                    switch (token) {
                        case VALUE_STRING -> parser.getText();
                        case VALUE_NULL -> "";
                        case START_ARRAY -> texts(parser, path + name);
                        case START_OBJECT -> object(parser, path + name + ".");
                        default ->
                            throw new BadFieldException(path + name, token.toString(), "a text or a list of texts");
                    };
            if (fields.put(name, value) != null) {
                throw new BadFieldException(path + name, "", "once");
            }
        }
        return fields;
    }

    private static List<String> texts(JsonParser parser, String name) throws IOException {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw new BadFieldException(name, parser.currentToken().toString(), "texts only");
            }
            texts.add(parser.getText());
        }
        return texts;
    }

    /** Refuses every field but these. */
    public JsonObject only(String... names) {
        Set<String> known = new TreeSet<>(List.of(names));
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                throw new BadFieldException(path + name, "", "one of " + known);
            }
        }
        return this;
    }

    /** A text; "" = none. */
    public String text(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return value instanceof String text ? text : "";
        }
        throw new BadFieldException(path + name, "", "a text");
    }

    /** A list of texts; empty = none. */
    public List<String> texts(String name) {
        @Nullable Object value = fields.get(name);
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(text -> texts.add((String) text));
        } else if (value != null) {
            throw new BadFieldException(path + name, "", "a list of texts");
        }
        return texts;
    }

    /** An object; empty = none. */
    public JsonObject object(String name) {
        @Nullable Object value = fields.get(name);
        Map<String, Object> inner = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> inner.put((String) key, (Object) field));
        } else if (value != null) {
            throw new BadFieldException(path + name, "", "an object");
        }
        return new JsonObject(inner, path + name + ".");
    }
}
