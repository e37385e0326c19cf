package org.statusaggregator.connector.simulate;

import java.util.Objects;

/**
 * A user of a simulated CIC server.
 *
 * @param userId the user's id on that CIC server
 * @param email in its normal form (trimmed, lower case)
 */
public record Person(String userId, String email) {
    /** Checks that both are given. */
    public Person {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(email, "email");
    }
}
