package org.statusaggregator.core.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows for the tests of the rules. Their bodies are words: "on" (logged on), "phone", "key=…", "keep" (the key is persistent), and anything else
 * as detail.
 */
final class TestRows {
    /** The rules' operations on such bodies. */
    static final RowBodies BODIES = new RowBodies() {
        @Override
        public byte[] loggedOff(byte[] body) {
            List<String> words = words(body);
            words.removeAll(List.of("on", "phone"));
            return bytes(words.contains("keep") ? words : keyless(words));
        }

        @Override
        public byte[] withoutKey(byte[] body) {
            return bytes(keyless(words(body)));
        }
    };

    private TestRows() {}

    /** An unversioned row of the user with his or her usual address. */
    static Row row(String userId, String words) {
        return row(userId, userId + "@example.com", words);
    }

    static Row row(String userId, String email, String words) {
        return new Row(userId, email, 0, 0, facts(words), Source.REPORTED, bytes(List.of(words.split(" "))));
    }

    /** The row with this hint where to look for its user. */
    static Row at(int place, Row row) {
        return row.of(row.user(), place);
    }

    /** What a publisher sends to remove a user. */
    static Row removal(String userId) {
        return Row.removed(userId, "");
    }

    static String words(Row row) {
        return new String(row.body(), StandardCharsets.UTF_8);
    }

    /** Everything that a row says, to compare. */
    static String described(Row row) {
        return row + " \"" + words(row) + "\"";
    }

    /** Everything that a row says but its version. */
    static String content(Row row) {
        return row.userId() + " " + row.email() + " " + row.facts() + " " + row.source() + " \"" + words(row) + "\"";
    }

    private static Facts facts(String text) {
        List<String> words = Arrays.asList(text.split(" "));
        boolean key = words.stream().anyMatch(word -> word.startsWith("key="));
        return Facts.of(words.contains("on"), words.contains("phone"), key && !words.contains("keep"));
    }

    private static List<String> keyless(List<String> words) {
        words.removeIf(word -> word.equals("keep") || word.startsWith("key="));
        return words;
    }

    private static List<String> words(byte[] body) {
        return new ArrayList<>(Arrays.asList(new String(body, StandardCharsets.UTF_8).split(" ")));
    }

    private static byte[] bytes(List<String> words) {
        return String.join(" ", words).getBytes(StandardCharsets.UTF_8);
    }
}
