package org.statusaggregator.core.directory;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What CIC calls "Additional Information": {@code Attribute=Value[;Attribute=Value…]}. Attributes are compared without regard to case, values keep theirs;
 * blanks around "=" and ";" do not count; a value with "=" or ";" stands in double quotes. The values are those of the reference's dialog boxes.
 *
 * @param values by attribute, in upper case
 */
public record AdditionalInformation(Map<String, String> values) {
    /** Copies the values. */
    public AdditionalInformation {
        values = Map.copyOf(values);
    }

    /**
     * Reads such a text.
     *
     * @param setting what to call it in an error
     * @throws BadSettingException if it is not of that form, or names an attribute twice
     */
    public static AdditionalInformation parse(String setting, String text) throws BadSettingException {
        Map<String, String> values = new LinkedHashMap<>();
        Scanner scanner = new Scanner(setting, text);
        while (scanner.skipToAttribute()) {
            String attribute = scanner.attribute();
            String value = scanner.value(attribute);
            if (values.put(attribute, value) != null) {
                throw new BadSettingException(setting, attribute, "each attribute once");
            }
        }
        return new AdditionalInformation(values);
    }

    /** The value; "" = not given. */
    public String get(String attribute) {
        return values.getOrDefault(attribute.toUpperCase(Locale.ROOT), "");
    }

    /** The attributes that are given beyond these, in order. */
    public Set<String> beyond(Set<String> known) {
        Set<String> others = new TreeSet<>(values.keySet());
        others.removeAll(known);
        return others;
    }

    private static final class Scanner {
        private final String setting;
        private final String text;
        private int at;

        Scanner(String setting, String text) {
            this.setting = setting;
            this.text = text;
        }

        boolean skipToAttribute() {
            while (at < text.length() && (isBlank() || text.charAt(at) == ';')) {
                at++;
            }
            return at < text.length();
        }

        String attribute() throws BadSettingException {
            int equals = text.indexOf('=', at);
            int end = text.indexOf(';', at);
            if (equals < 0 || (end >= 0 && end < equals)) {
                throw bad(text.substring(at, end < 0 ? text.length() : end).strip());
            }
            String attribute = text.substring(at, equals).strip();
            if (!attribute.matches("[A-Za-z][A-Za-z0-9_]*")) {
                throw bad(attribute);
            }
            at = equals + 1;
            return attribute.toUpperCase(Locale.ROOT);
        }

        String value(String attribute) throws BadSettingException {
            while (at < text.length() && isBlank()) {
                at++;
            }
            return at < text.length() && text.charAt(at) == '"' ? quoted(attribute) : plain(attribute);
        }

        private String quoted(String attribute) throws BadSettingException {
            int close = text.indexOf('"', at + 1);
            if (close < 0) {
                throw new BadSettingException(setting, attribute + "=" + text.substring(at), "a closing double quote");
            }
            String value = text.substring(at + 1, close);
            at = close + 1;
            while (at < text.length() && isBlank()) {
                at++;
            }
            if (at < text.length() && text.charAt(at) != ';') {
                throw new BadSettingException(
                        setting,
                        attribute + "=\"" + value + "\"" + text.substring(at),
                        "\";\" after the closing quote");
            }
            return value;
        }

        private String plain(String attribute) throws BadSettingException {
            int end = text.indexOf(';', at);
            String value = text.substring(at, end < 0 ? text.length() : end).strip();
            if (value.indexOf('=') >= 0 || value.indexOf('"') >= 0) {
                throw new BadSettingException(
                        setting, attribute + "=" + value, "a value with \"=\" or \";\" in double quotes");
            }
            at = end < 0 ? text.length() : end;
            return value;
        }

        private boolean isBlank() {
            return Character.isWhitespace(text.charAt(at));
        }

        private BadSettingException bad(String part) {
            return new BadSettingException(setting, part, "Attribute=Value[;Attribute=Value…]");
        }
    }
}
