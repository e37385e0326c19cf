package org.statusaggregator.core.directory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Emails;

/** Makes contacts of a directory's entries, by the rules of a mapping file. */
public final class AttributeMapping {
    /** What Active Directory puts before an address; other prefixes are not e-mail. */
    private static final String SMTP = "smtp:";

    private static final int GUID_BYTES = 16;

    private final List<AttributeRule> rules;

    private AttributeMapping(List<AttributeRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * The mapping that a file describes.
     *
     * @param file what to call it in an error
     * @throws BadSettingException if a line is wrong, or nothing names a contact's e-mail address
     */
    public static AttributeMapping parse(String file, String text) throws BadSettingException {
        List<AttributeRule> rules = MappingFile.parse(file, text);
        if (rules.stream().noneMatch(rule -> rule.field().equals(ContactField.BUSINESS_EMAIL))) {
            throw new BadSettingException(
                    file, "no BusinessEmail", "a line such as BusinessEmail : mail, which joins contacts to statuses");
        }
        return new AttributeMapping(rules);
    }

    /** The attributes to ask a directory for. */
    public Set<String> attributes() {
        Set<String> attributes = new LinkedHashSet<>();
        rules.forEach(rule -> attributes.addAll(rule.attributes()));
        return attributes;
    }

    /**
     * The contact that an entry stands for.
     *
     * @param notes takes down what could not be used
     */
    public Contact contact(DirectoryEntry entry, MappingNotes notes) {
        Map<ContactField, String> fields = new HashMap<>();
        Set<String> emails = new LinkedHashSet<>();
        String id = "";
        for (AttributeRule rule : rules) {
            if (rule.field().equals(ContactField.ENTRY_ID)) {
                id = id(rule, entry);
            } else if (rule.field().isEmail()) {
                List<String> own = emails(rule, entry, notes);
                emails.addAll(own);
                fields.put(rule.field(), own.isEmpty() ? "" : own.get(0));
            } else {
                fields.put(rule.field(), text(rule, entry, notes));
            }
        }
        if (emails.isEmpty()) {
            notes.withoutEmail();
        }
        List<String> joined = emails.stream().limit(Contact.MOST_EMAILS).toList();
        return Contact.of(id.isEmpty() ? normalized(entry.name()) : id, joined, fields);
    }

    /** Names that differ in blanks and case only are one. */
    private static String normalized(String name) {
        return name.strip().replaceAll("\\s*([,=+])\\s*", "$1").toLowerCase(Locale.ROOT);
    }

    private static String id(AttributeRule rule, DirectoryEntry entry) {
        for (String attribute : rule.attributes()) {
            for (byte[] value : entry.values(attribute)) {
                String text = decode(value);
                boolean guid = attribute.equalsIgnoreCase("objectGUID") && value.length == GUID_BYTES;
                if (guid || text == null || text.isBlank()) {
                    return guid ? guid(value) : hex(value);
                }
                return text.strip();
            }
        }
        return "";
    }

    private static List<String> emails(AttributeRule rule, DirectoryEntry entry, MappingNotes notes) {
        List<String> emails = new ArrayList<>();
        for (String attribute : rule.attributes()) {
            boolean prefixed = attribute.equalsIgnoreCase("proxyAddresses");
            for (byte[] value : entry.values(attribute)) {
                String text = decode(value);
                String email = text == null ? "" : Emails.normalize(text);
                if (prefixed && email.startsWith(SMTP)) {
                    email = email.substring(SMTP.length()).strip();
                } else if (prefixed) {
                    continue; // a telephone or directory address
                }
                if (email.isEmpty() || email.length() > 256 || !Emails.isPlausible(email)) {
                    notes.badEmail(entry.name(), text == null ? "(binary)" : text);
                } else if (!emails.contains(email)) {
                    emails.add(email);
                }
            }
        }
        return emails;
    }

    private static String text(AttributeRule rule, DirectoryEntry entry, MappingNotes notes) {
        for (String attribute : rule.attributes()) {
            List<String> texts = new ArrayList<>();
            for (byte[] value : entry.values(attribute)) {
                String text = decode(value);
                if (text == null) {
                    notes.unreadable();
                } else {
                    texts.add(shown(rule.field(), attribute, text));
                }
            }
            texts.removeIf(String::isEmpty);
            if (!texts.isEmpty()) {
                String joined = rule.separator().isEmpty() ? texts.get(0) : String.join(rule.separator(), texts);
                return cut(joined, notes);
            }
        }
        return "";
    }

    private static String cut(String text, MappingNotes notes) {
        if (text.length() <= Contact.LONGEST_VALUE) {
            return text;
        }
        notes.cut();
        int end = Contact.LONGEST_VALUE - (Character.isHighSurrogate(text.charAt(Contact.LONGEST_VALUE - 1)) ? 1 : 0);
        return text.substring(0, end);
    }

    /** An assistant may be named by an entry, and the lines of a postal address are divided by "$". */
    private static String shown(ContactField field, String attribute, String text) {
        String plain = text;
        if (field.equals(ContactField.ASSISTANT)) {
            plain = lastName(text);
        } else if (attribute.equalsIgnoreCase("postalAddress")) {
            plain = text.replaceAll("\\s*\\$\\s*", ", ");
        }
        return plain.replaceAll("\\p{Cc}+", " ").strip();
    }

    private static String lastName(String text) {
        if (text.indexOf('=') < 0) {
            return text;
        }
        try {
            LdapName name = new LdapName(text);
            Rdn last = name.getRdn(name.size() - 1);
            return String.valueOf(last.getValue());
        } catch (InvalidNameException | IndexOutOfBoundsException e) {
            return text; // not a name after all
        }
    }

    private static @Nullable String decode(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String hex(byte[] value) {
        StringBuilder hex = new StringBuilder();
        for (byte one : value) {
            hex.append(String.format(Locale.ROOT, "%02x", one));
        }
        return hex.toString();
    }

    /** As Windows writes it: the first three parts have their least byte first. */
    private static String guid(byte[] value) {
        int[] order = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
        byte[] ordered = new byte[GUID_BYTES];
        for (int i = 0; i < GUID_BYTES; i++) {
            ordered[i] = value[order[i]];
        }
        String hex = hex(ordered);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }
}
