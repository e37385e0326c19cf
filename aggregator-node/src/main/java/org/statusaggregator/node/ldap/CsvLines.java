package org.statusaggregator.node.ldap;

import java.io.IOException;
import java.io.PushbackReader;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.node.contacts.DirectoryException;

/** The lines of a table (RFC 4180). Which of comma and semicolon divides is what the first line has more of, outside of quotes. */
final class CsvLines {
    private static final int LONGEST = 64 << 10;

    private final PushbackReader in;
    private int line;
    private char divider;

    CsvLines(PushbackReader in) {
        this.in = in;
    }

    /** The number of the line that was read last. */
    int line() {
        return line;
    }

    /** The columns of the next line; empty at the end. */
    List<String> next() throws IOException, DirectoryException {
        String text = text();
        if (text.isEmpty()) {
            return List.of();
        }
        String content = text.replaceFirst("\\r?\\n$", "");
        if (divider == 0) {
            String bare = content.replaceAll("\"[^\"]*\"", "");
            long commas = bare.chars().filter(c -> c == ',').count();
            long semicolons = bare.chars().filter(c -> c == ';').count();
            divider = semicolons > commas ? ';' : ',';
        }
        return split(content);
    }

    /** A line with its end; a line end in quotes does not count. */
    private String text() throws IOException, DirectoryException {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        line++;
        for (int c = in.read(); c >= 0; c = in.read()) {
            text.append((char) c);
            quoted ^= c == '"';
            if (c == '\n' && !quoted) {
                return text.toString();
            }
            if (text.length() > LONGEST) {
                throw new DirectoryException(
                        "line " + line + ": longer than " + LONGEST + " characters (an open quote?)");
            }
        }
        if (quoted) {
            throw new DirectoryException("line " + line + ": a quote is open at the end of the file");
        }
        return text.toString();
    }

    private List<String> split(String content) {
        List<String> columns = new ArrayList<>();
        StringBuilder column = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '"' && quoted && i + 1 < content.length() && content.charAt(i + 1) == '"') {
                column.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == divider && !quoted) {
                columns.add(column.toString());
                column.setLength(0);
            } else {
                column.append(c);
            }
        }
        columns.add(column.toString());
        return columns;
    }
}
