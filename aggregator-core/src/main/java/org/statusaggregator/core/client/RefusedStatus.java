package org.statusaggregator.core.client;

import org.statusaggregator.core.status.Status;

/**
 * A status that the cluster refused. It is not sent again; the rest of its batch was applied. The user needs a corrected status.
 *
 * @param status as it was put
 * @param reason a word of the wire contract, such as EMAIL_MISSING
 * @param message the field, its value and what was expected
 */
public record RefusedStatus(Status status, String reason, String message) {}
