package org.statusaggregator.node.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A set whose entries are forgotten after their time, as bytes. */
final class ExpiringSet {
    /** Entries; when it is full, those that are forgotten next make room. */
    static final int MOST = 20_000;

    private ExpiringSet() {}

    /** The set with one more entry, and without those that are past. */
    static byte[] add(byte[] set, String entry, long until, long now) {
        return add(set, entry, until, now, MOST);
    }

    static byte[] add(byte[] set, String entry, long until, long now, int most) {
        Map<String, Long> entries = new TreeMap<>(entries(set));
        entries.values().removeIf(end -> end <= now);
        if (entries.size() >= most) {
            entries.entrySet().stream()
                    .min(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .ifPresent(entries::remove);
        }
        entries.put(entry, until);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(entries.size());
            for (Map.Entry<String, Long> each : entries.entrySet()) {
                out.writeUTF(each.getKey());
                out.writeLong(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nothing fails in memory", e);
        }
        return bytes.toByteArray();
    }

    /** The entries with the second at which each may be forgotten. */
    static Map<String, Long> entries(byte[] set) {
        Map<String, Long> entries = new LinkedHashMap<>();
        if (set.length == 0) {
            return entries;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(set))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                entries.put(in.readUTF(), in.readLong());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a shared set is no set", e);
        }
        return entries;
    }
}
