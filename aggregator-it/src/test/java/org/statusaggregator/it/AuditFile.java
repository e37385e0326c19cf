package org.statusaggregator.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The audit log of a node, as whoever reads it does: each line is an object, or the test fails. */
final class AuditFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    private AuditFile(Path file) {
        this.file = file;
    }

    static AuditFile of(NodeProcess node) {
        return new AuditFile(node.log().resolveSibling("audit.log"));
    }

    /** The entries so far. */
    List<Map<String, String>> entries() {
        String text = Programs.text(file);
        // The last line may be half written.
        Stream<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines();
        return lines.map(AuditFile::entry).toList();
    }

    /** Waits for an entry. */
    Map<String, String> awaitEntry(String what, Predicate<Map<String, String>> wanted) {
        return await("an entry of the audit log " + what)
                .atMost(TestCluster.PATIENCE)
                .until(() -> entries().stream().filter(wanted).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    private static Map<String, String> entry(String line) {
        try {
            return JSON.readValue(line, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }
}
