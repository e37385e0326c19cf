package org.statusaggregator.core.directory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A directory's entry that a test makes up. */
public final class TestEntry implements DirectoryEntry {
    private final String name;
    private final Map<String, List<byte[]>> attributes = new TreeMap<>();

    /** An entry without attributes. */
    public TestEntry(String name) {
        this.name = name;
    }

    TestEntry with(String attribute, String... values) {
        for (String value : values) {
            with(attribute, value.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    TestEntry with(String attribute, byte[] value) {
        attributes
                .computeIfAbsent(attribute.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                .add(value);
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<byte[]> values(String attribute) {
        return attributes.getOrDefault(attribute.toLowerCase(Locale.ROOT), List.of());
    }
}
