package org.statusaggregator.node.ldap;

import java.io.IOException;
import java.io.PushbackReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.statusaggregator.core.directory.DirectoryEntry;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.contacts.DirectoryReader;

/**
 * Reads a table: UTF-8, a header line with the names of the attributes, then a line for each contact. Commas or, as some spreadsheets write them, semicolons divide; a text
 * in double quotes may hold anything. The first column identifies the line unless the mapping names another one as EntryID.
 */
final class CsvFile implements DirectoryReader {
    private static final char MARK = '\uFEFF';

    @Override
    public String read(ContactListSource list, Sink sink) throws DirectoryException {
        Path file = Objects.requireNonNull(list.source().file(), "a data source without file");
        sink.restart();
        try (PushbackReader in = new PushbackReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            int first = in.read();
            if (first >= 0 && first != MARK) {
                in.unread(first);
            }
            rows(file, new CsvLines(in), list, sink);
            return "";
        } catch (CharacterCodingException e) {
            throw new DirectoryException(file + ": is not UTF-8", e);
        } catch (IOException e) {
            throw new DirectoryException(file + ": cannot be read: " + e, e);
        }
    }

    private static void rows(Path file, CsvLines lines, ContactListSource list, Sink sink)
            throws IOException, DirectoryException {
        List<String> header = lines.next().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        boolean known = list.mapping().attributes().stream()
                .anyMatch(attribute -> header.contains(attribute.toLowerCase(Locale.ROOT)));
        if (!known) {
            throw new DirectoryException(
                    file + " line 1: " + header + " (expected: a header line with attributes of the mapping: "
                            + list.mapping().attributes() + ")");
        }
        for (List<String> row = lines.next(); !row.isEmpty(); row = lines.next()) {
            if (row.size() == 1 && row.get(0).isBlank()) {
                continue;
            }
            if (row.size() > header.size() || row.get(0).isBlank()) {
                throw new DirectoryException(
                        file + " line " + lines.line() + ": " + row.size() + " columns, the first one \"" + row.get(0)
                                + "\" (expected: " + header.size() + " columns, the first one not empty)");
            }
            sink.entry(row(header, row));
        }
    }

    private static DirectoryEntry row(List<String> header, List<String> row) {
        Map<String, byte[]> values = new HashMap<>();
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).isBlank()) {
                values.put(header.get(i), row.get(i).getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Row(row.get(0), values);
    }

    private record Row(String name, Map<String, byte[]> attributes) implements DirectoryEntry {
        @Override
        public List<byte[]> values(String attribute) {
            byte[] value = attributes.get(attribute.toLowerCase(Locale.ROOT));
            return value == null ? List.of() : List.of(value);
        }
    }
}
