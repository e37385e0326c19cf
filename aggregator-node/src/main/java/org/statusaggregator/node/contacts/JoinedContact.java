package org.statusaggregator.node.contacts;

import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.status.Status;

/**
 * A contact with the status of its user.
 *
 * @param contact the contact
 * @param status of all rows of all its addresses the one that counts; null = there is none, or the list has no statuses
 */
public record JoinedContact(Contact contact, @Nullable Status status) {}
