package org.statusaggregator.node.support;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.AttributeMapping;
import org.statusaggregator.core.directory.BadSettingException;
import org.statusaggregator.core.directory.DirectoryEntry;
import org.statusaggregator.core.directory.PollSchedule;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.contacts.DirectoryReader;

/** A directory that a test fills, with attributes {@code id, cn, mail, department}. */
public final class TestDirectory implements DirectoryReader {
    private final Map<String, Map<String, List<String>>> people = new LinkedHashMap<>();
    private @Nullable String failure;
    private Runnable inTheMiddle = () -> {};
    private int reads;

    /** Adds a person, or changes it. */
    public synchronized TestDirectory put(String id, String name, String... emails) {
        people.put(id, new LinkedHashMap<>(Map.of("id", List.of(id), "cn", List.of(name), "mail", List.of(emails))));
        return this;
    }

    /** Sets the department of a person. */
    public synchronized TestDirectory department(String id, String department) {
        people.computeIfPresent(id, (key, attributes) -> {
            attributes.put("department", List.of(department));
            return attributes;
        });
        return this;
    }

    /** Removes a person. */
    public synchronized void remove(String id) {
        people.remove(id);
    }

    /** From now on it fails after half of the people; null = it does not. */
    public synchronized void fail(@Nullable String message) {
        failure = message;
    }

    /** Something that happens while it is read. */
    public synchronized void inTheMiddle(Runnable action) {
        inTheMiddle = action;
    }

    /** How often it was read. */
    public synchronized int reads() {
        return reads;
    }

    @Override
    public synchronized String read(ContactListSource list, Sink sink) throws DirectoryException {
        reads++;
        sink.restart();
        List<Map<String, List<String>>> all = new ArrayList<>(people.values());
        for (int i = 0; i < all.size(); i++) {
            if (failure != null && i >= all.size() / 2) {
                throw new DirectoryException(failure);
            }
            Map<String, List<String>> attributes = all.get(i);
            sink.entry(new Entry(attributes));
        }
        if (failure != null) {
            throw new DirectoryException(failure);
        }
        inTheMiddle.run();
        return "";
    }

    private record Entry(Map<String, List<String>> attributes) implements DirectoryEntry {
        @Override
        public String name() {
            return attributes.getOrDefault("id", List.of("?")).get(0);
        }

        @Override
        public List<byte[]> values(String attribute) {
            return attributes.getOrDefault(attribute.toLowerCase(Locale.ROOT), List.of()).stream()
                    .map(value -> value.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
    }

    /** A public list with statuses that reads such a directory once a day, long ago for the first time. */
    public static ContactListSource list(String name) {
        return list(name, true, new ContactListSource.Audience(true, List.of()));
    }

    /** A list that reads such a directory. */
    public static ContactListSource list(String name, boolean hasStatus, ContactListSource.Audience audience) {
        try {
            AttributeMapping mapping = AttributeMapping.parse(
                    "test", "EntryID : id\nDisplayName : cn\nBusinessEmail : mail\nDepartment : department\n");
            return new ContactListSource(
                    name,
                    "The " + name,
                    audience,
                    hasStatus,
                    new DataSource("test", DataSource.Kind.LDIF, null, java.nio.file.Path.of("test")),
                    new ContactListSource.Search("", "(a=b)", ContactListSource.Scope.SUB),
                    mapping,
                    new PollSchedule(Instant.parse("2020-01-01T12:00:00Z"), Duration.ofDays(1)),
                    20);
        } catch (BadSettingException e) {
            throw new IllegalStateException(e);
        }
    }
}
