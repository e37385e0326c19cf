package org.statusaggregator.connector.simulate;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Emails;

/**
 * The people of a directory export: its entries with an object class for persons, {@code uid} as user id, the first {@code mail} as address.
 *
 * @param people in the order of the file; no user id and no address twice
 * @param skipped entries that are persons but cannot be users, and why
 */
public record LdifPeople(List<Person> people, List<Skipped> skipped) {
    private static final String[] PERSON_CLASSES = {"person", "organizationalPerson", "inetOrgPerson", "user"};

    /** Copies the lists. */
    public LdifPeople {
        people = List.copyOf(people);
        skipped = List.copyOf(skipped);
    }

    /**
     * A person who cannot be a user.
     *
     * @param dn the entry's name
     * @param reason for people to read
     */
    public record Skipped(String dn, String reason) {}

    /**
     * Reads an LDIF file.
     *
     * @throws IOException if it cannot be read, or an entry is no LDIF; the message names file, line and reason
     */
    public static LdifPeople read(Path file) throws IOException {
        Collector collector = new Collector();
        try (LDIFReader reader = new LDIFReader(file.toFile())) {
            for (Entry entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
                collector.add(entry);
            }
        } catch (LDIFException e) {
            throw new IOException(file + ": line " + e.getLineNumber() + " is no LDIF: " + e.getMessage(), e);
        }
        return new LdifPeople(collector.people, collector.skipped);
    }

    /** Gathers people while the file is read. */
    private static final class Collector {
        private final List<Person> people = new ArrayList<>();
        private final List<Skipped> skipped = new ArrayList<>();
        private final Set<String> userIds = new HashSet<>();
        private final Set<String> emails = new HashSet<>();

        void add(Entry entry) {
            if (!isPerson(entry)) {
                return;
            }
            String reason = reasonToSkip(entry);
            if (reason == null) {
                people.add(new Person(userId(entry), email(entry)));
                userIds.add(userId(entry).toLowerCase(Locale.ROOT));
                emails.add(email(entry));
            } else {
                skipped.add(new Skipped(entry.getDN(), reason));
            }
        }

        private @Nullable String reasonToSkip(Entry entry) {
            String userId = userId(entry);
            String email = email(entry);
            if (email.isEmpty()) {
                return "no mail";
            } else if (!Emails.isPlausible(email)) {
                return "mail: " + email + " (expected: an address such as ann@example.com)";
            } else if (userId.isEmpty()) {
                return "no uid";
            } else if (userIds.contains(userId.toLowerCase(Locale.ROOT))) {
                return "uid: " + userId + " (expected: not the uid of an entry above)";
            } else if (emails.contains(email)) {
                return "mail: " + email + " (expected: not the mail of an entry above)";
            }
            return null;
        }

        private static boolean isPerson(Entry entry) {
            for (String objectClass : PERSON_CLASSES) {
                if (entry.hasObjectClass(objectClass)) {
                    return true;
                }
            }
            return false;
        }

        private static String userId(Entry entry) {
            return text(entry, "uid").strip();
        }

        private static String email(Entry entry) {
            return Emails.normalize(text(entry, "mail"));
        }

        private static String text(Entry entry, String attribute) {
            String value = entry.getAttributeValue(attribute);
            return value == null ? "" : value;
        }
    }
}
