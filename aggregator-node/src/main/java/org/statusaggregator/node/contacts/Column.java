package org.statusaggregator.node.contacts;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.node.request.BadFieldException;

/** What contacts are filtered and sorted by. */
public final class Column {
    /** What people see. */
    public static final Column NAME = new Column(Contact::label, null);

    private static final Map<String, Column> OTHERS = Map.of(
            "name", NAME,
            "text",
                    new Column(
                            contact -> contact.label() + "\n" + String.join("\n", contact.emails()) + "\n"
                                    + contact.get(ContactField.USER_ID),
                            null),
            "id", new Column(Contact::id, null),
            "emails", new Column(contact -> String.join(" ", contact.emails()), null),
            "statusKey", status(status -> status.key().text()),
            "detail", status(status -> status.key().detail()),
            "cicServer", status(Status::cicServer),
            "logonServer", status(Status::logonServer),
            "onPhone", status(status -> Boolean.toString(status.onPhone())),
            "loggedOn", status(status -> Boolean.toString(status.loggedOn())));

    private final @Nullable Function<Contact, String> ofContact;
    private final @Nullable Function<Status, String> ofStatus;

    private Column(@Nullable Function<Contact, String> ofContact, @Nullable Function<Status, String> ofStatus) {
        this.ofContact = ofContact;
        this.ofStatus = ofStatus;
    }

    private static Column status(Function<Status, String> value) {
        return new Column(null, value);
    }

    /** The column of this name. */
    public static Column of(String where, String name) {
        Column other = OTHERS.get(name);
        if (other != null) {
            return other;
        }
        ContactField field = ContactField.of(name);
        if (field == null) {
            throw new BadFieldException(where, name, "a column such as name, emails, department or statusKey");
        }
        return new Column(contact -> contact.get(field), null);
    }

    /** Whether it is a part of the status. */
    boolean isOfStatus() {
        return ofStatus != null;
    }

    /** The text in this column; "" = none. */
    String text(Contact contact, @Nullable Status status) {
        if (ofContact != null) {
            return ofContact.apply(contact);
        }
        return status == null || ofStatus == null ? "" : ofStatus.apply(status);
    }
}
