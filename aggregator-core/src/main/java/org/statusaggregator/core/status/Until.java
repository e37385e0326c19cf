package org.statusaggregator.core.status;

import java.time.Instant;
import java.util.Objects;

/**
 * When a user expects to leave a status. An expectation, never a timer.
 *
 * @param time the instant, UTC
 * @param hasDate whether its date is meant
 * @param hasTime whether its time of day is meant
 */
public record Until(Instant time, boolean hasDate, boolean hasTime) {
    /** Checks that the time is given. */
    public Until {
        Objects.requireNonNull(time, "time");
    }
}
