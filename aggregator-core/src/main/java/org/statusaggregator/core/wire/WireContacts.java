package org.statusaggregator.core.wire;

import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.v1.ContactListPoll;

/** Contacts as protobuf messages. */
public final class WireContacts {
    private WireContacts() {}

    /**
     * The message with everything of a contact.
     *
     * @param status of its user; null = none
     */
    public static org.statusaggregator.v1.Contact toProto(Contact contact, @Nullable Status status) {
        org.statusaggregator.v1.Contact.Builder proto =
                org.statusaggregator.v1.Contact.newBuilder().setId(contact.id()).addAllEmails(contact.emails());
        contact.forEach((field, value) -> put(proto, field, value));
        if (status != null) {
            proto.setStatus(WireStatus.toProto(status));
        }
        return proto.build();
    }

    private static void put(org.statusaggregator.v1.Contact.Builder proto, ContactField field, String value) {
        switch (field.name()) {
            case "displayName" -> proto.setDisplayName(value);
            case "firstName" -> proto.setFirstName(value);
            case "lastName" -> proto.setLastName(value);
            case "userId" -> proto.setUserId(value);
            case "title" -> proto.setTitle(value);
            case "department" -> proto.setDepartment(value);
            case "company" -> proto.setCompany(value);
            case "businessPhone" -> proto.setBusinessPhone(value);
            case "mobilePhone" -> proto.setMobilePhone(value);
            case "extension" -> proto.setExtension(value);
            case "businessCity" -> proto.setBusinessCity(value);
            case "businessCountry" -> proto.setBusinessCountry(value);
            case "businessEmail" -> {} // the first of the addresses
            default -> proto.putOthers(field.name(), value);
        }
    }

    /** The wire's name of an outcome. */
    public static ContactListPoll.Outcome toProto(PollOutcome outcome) {
        return switch (outcome) {
            case NEVER -> ContactListPoll.Outcome.NEVER;
            case UNCHANGED -> ContactListPoll.Outcome.UNCHANGED;
            case CHANGED -> ContactListPoll.Outcome.CHANGED;
            case FAILED -> ContactListPoll.Outcome.FAILED;
            case HELD_BACK -> ContactListPoll.Outcome.HELD_BACK;
        };
    }
}
