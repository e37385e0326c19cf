package org.statusaggregator.cli.output;

import java.util.Map;

/** One JSON object of texts in one line, for files that programs read. */
public final class JsonLine {
    private JsonLine() {}

    /** The fields in the map's order. Whatever they hold, there is no line break in it. */
    public static String of(Map<String, String> fields) {
        return Trees.compact(fields);
    }
}
