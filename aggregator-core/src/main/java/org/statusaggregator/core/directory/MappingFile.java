package org.statusaggregator.core.directory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads CIC's attribute mapping files. A line is {@code ICAttribute : [attribute[,RO|RW[,default]]]}; blank lines and lines that begin with ";" do not count; the case
 * of names does not matter; a blank attribute leaves the contact attribute out; {@code [sep]} after the attribute joins its values. As the aggregator only reads,
 * the flag and the default, which are for writing, are checked and not used. Beyond CIC's format, {@code a|b} names several attributes.
 */
final class MappingFile {
    private static final String NAME = "[A-Za-z0-9.;_-]+";

    private final String file;
    private final List<AttributeRule> rules = new ArrayList<>();
    private final Set<ContactField> seen = new HashSet<>();

    private MappingFile(String file) {
        this.file = file;
    }

    /**
     * The rules of a file, in its order.
     *
     * @param file what to call it in an error
     * @throws BadSettingException naming the first line that is wrong
     */
    static List<AttributeRule> parse(String file, String text) throws BadSettingException {
        MappingFile parser = new MappingFile(file);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            // an editor of Windows may have put a mark before the first line
            String content = (number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
            if (!content.isEmpty() && !content.startsWith(";")) {
                parser.line(number, content);
            }
        }
        return parser.rules;
    }

    private void line(int number, String line) throws BadSettingException {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw bad(number, line, "ICAttribute : attribute[,RO|RW[,default]]");
        }
        String name = line.substring(0, colon).strip();
        @Nullable ContactField field = ContactField.of(name);
        if (field == null) {
            throw bad(number, name, "a contact attribute such as FirstName, BusinessEmail or NON_IC_ATTRIB_1");
        }
        if (!seen.add(field)) {
            throw bad(number, name, "each contact attribute once");
        }
        rule(number, field, line.substring(colon + 1).strip());
    }

    private void rule(int number, ContactField field, String right) throws BadSettingException {
        if (right.isEmpty()) {
            return;
        }
        String separator = "";
        String rest = right;
        int open = right.indexOf('[');
        int close = right.indexOf(']', open + 1);
        int comma = right.indexOf(',');
        boolean joined = open >= 0 && (comma < 0 || open < comma);
        if (joined) {
            if (close < 0 || close == open + 1) {
                throw bad(number, right, "attribute[separator]");
            }
            separator = right.substring(open + 1, close);
            rest = right.substring(0, open) + right.substring(close + 1);
        }
        String[] parts = rest.split(",", 3);
        String flag = parts.length > 1 ? parts[1].strip().toUpperCase(Locale.ROOT) : "";
        if (!flag.isEmpty() && !flag.equals("RO") && !flag.equals("RW")) {
            throw bad(number, parts[1].strip(), "RO or RW");
        }
        if (field.isOther() && flag.equals("RW")) {
            throw bad(number, "RW", "RO for an attribute that CIC does not know");
        }
        List<String> attributes = new ArrayList<>();
        for (String attribute : parts[0].split("\\|", -1)) {
            if (!attribute.strip().matches(NAME)) {
                throw bad(number, parts[0].strip(), "the name of an attribute, or several with | between them");
            }
            attributes.add(attribute.strip());
        }
        rules.add(new AttributeRule(field, attributes, separator));
    }

    private BadSettingException bad(int number, String value, String expected) {
        return new BadSettingException(file + " line " + number, value, expected);
    }
}
