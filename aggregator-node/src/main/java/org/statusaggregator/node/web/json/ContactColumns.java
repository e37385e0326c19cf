package org.statusaggregator.node.web.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;

/** Which fields of a contact have a name of their own in {@code contacts.proto}; all others stand together in one map. */
public final class ContactColumns {
    /** In the order of the proto. */
    public static final List<ContactField> NAMED = List.of(
            ContactField.DISPLAY_NAME,
            ContactField.FIRST_NAME,
            ContactField.LAST_NAME,
            ContactField.USER_ID,
            ContactField.TITLE,
            ContactField.DEPARTMENT,
            ContactField.COMPANY,
            ContactField.BUSINESS_PHONE,
            ContactField.MOBILE_PHONE,
            ContactField.EXTENSION,
            ContactField.BUSINESS_CITY,
            ContactField.BUSINESS_COUNTRY);

    private static final Set<ContactField> OWN = Set.copyOf(NAMED);

    private ContactColumns() {}

    /** Writes a name with its value. */
    @FunctionalInterface
    interface Writer {
        void write(String name, String value) throws IOException;
    }

    /** The fields without a name of their own. The main address is the first of the addresses, and not told again. */
    static void others(Contact contact, Writer writer) {
        contact.forEach((field, value) -> {
            if (!OWN.contains(field) && !field.equals(ContactField.BUSINESS_EMAIL)) {
                try {
                    writer.write(field.name(), value);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }
}
