package org.statusaggregator.connector.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, read strictly: a wrong type is an error, never a default. An absent field and {@code null} are the same. */
final class JsonFields {
    private static final String TIME_EXPECTED = "a time such as 2026-11-23T09:00:00Z";
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int SHOWN = 60;

    private final String prefix;
    private final JsonNode node;

    /**
     * The fields of an object.
     *
     * @param prefix stands before field names in messages
     */
    JsonFields(String prefix, JsonNode node) {
        this.prefix = prefix;
        this.node = node;
    }

    void refuseOthersThan(Set<String> known) throws BadLineException {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                String expected = "no field but "
                        + String.join(", ", known.stream().sorted().toList());
                throw new BadLineException(prefix + name, shown(node.get(name)), expected);
            }
        }
    }

    /** Text without control characters; "" when absent. */
    String text(String name, int limit) throws BadLineException {
        JsonNode value = field(name);
        if (value == null) {
            return "";
        }
        String text = value.textValue();
        if (text == null) {
            throw new BadLineException(prefix + name, shown(value), "a text");
        }
        if (text.length() > limit) {
            throw new BadLineException(
                    prefix + name, shown(value), "at most " + limit + " characters, not " + text.length());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadLineException(prefix + name, shown(value), "no control characters");
        }
        return text;
    }

    /** True or false; false when absent. */
    boolean flag(String name) throws BadLineException {
        JsonNode value = field(name);
        if (value != null && !value.isBoolean()) {
            throw new BadLineException(prefix + name, shown(value), "true or false");
        }
        return value != null && value.booleanValue();
    }

    /** A time that the wire can carry. */
    @Nullable Instant time(String name) throws BadLineException {
        JsonNode value = field(name);
        if (value == null) {
            return null;
        }
        try {
            Instant time = Instant.parse(String.valueOf(value.textValue()));
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw new BadLineException(prefix + name, shown(value), TIME_EXPECTED);
        }
        throw new BadLineException(prefix + name, shown(value), "a year from 1 to 9999");
    }

    /** A time that must be there. */
    Instant requiredTime(String name) throws BadLineException {
        Instant time = time(name);
        if (time == null) {
            throw new BadLineException(prefix + name, "absent", TIME_EXPECTED);
        }
        return time;
    }

    /** An object in this one. */
    @Nullable JsonFields object(String name) throws BadLineException {
        JsonNode value = field(name);
        if (value != null && !value.isObject()) {
            throw new BadLineException(prefix + name, shown(value), "an object");
        }
        return value == null ? null : new JsonFields(prefix + name + ".", value);
    }

    private @Nullable JsonNode field(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
