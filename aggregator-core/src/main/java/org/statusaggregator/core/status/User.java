package org.statusaggregator.core.status;

/**
 * Whose a row is. The rows of a user in a log share one of these for as long as the address stays, so that mostly the same object tells the same user. A
 * removal has one of its own.
 *
 * @param id on the CIC server
 * @param email normalised
 */
public record User(String id, String email) {}
