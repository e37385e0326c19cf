package org.statusaggregator.core.status;

/**
 * A row that is gone: its user was removed from the CIC server, or has another e-mail address now.
 *
 * @param cicServer the CIC server that owned the row
 * @param userId the user's id there
 * @param email the address that the row had
 * @param version of the removal
 */
public record RemovedUser(String cicServer, String userId, String email, Version version) {}
