package org.statusaggregator.node.storage;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** All that is in the maps of a file, to compare. */
final class Contents {
    private Contents() {}

    static Map<String, Map<String, String>> of(StoredMaps maps) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (String name : maps.names()) {
            Map<String, String> map = new TreeMap<>();
            maps.open(name).forEach((key, value) -> map.put(key, text(value)));
            if (!map.isEmpty()) {
                all.put(name, map);
            }
        }
        return all;
    }

    static Map<String, Map<String, String>> copy(Map<String, Map<String, String>> contents) {
        Map<String, Map<String, String>> copy = new TreeMap<>();
        contents.forEach((name, map) -> {
            if (!map.isEmpty()) {
                copy.put(name, new TreeMap<>(map));
            }
        });
        return copy;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
