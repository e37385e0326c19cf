package org.statusaggregator.core.status;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first part of a status: the key with its per-instance data.
 *
 * @param text opaque, never mapped; compared without regard to case, kept in the spelling received; "" = no status is known
 * @param persistent whether it outlives a logoff ("Gone Home") or not ("Follow Up")
 * @param since when the user entered it, by the CIC server's clock; null = not told
 * @param until when the user expects to leave it; null = not told
 * @param detail free text shown beside it; "" = none
 */
public record StatusKey(
        String text, boolean persistent, @Nullable Instant since, @Nullable Until until, String detail) {
    /** No status is known. */
    public static final StatusKey NONE = new StatusKey("", false, null, null, "");

    /** Checks that the texts are given. */
    public StatusKey {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(detail, "detail");
    }

    /** A key without further data. */
    public static StatusKey of(String text, boolean persistent) {
        return new StatusKey(text, persistent, null, null, "");
    }

    /** The same key, entered at this time. */
    public StatusKey since(Instant time) {
        return new StatusKey(text, persistent, time, until, detail);
    }

    /** The same key, expected to end then; null = no expectation. */
    public StatusKey until(@Nullable Until end) {
        return new StatusKey(text, persistent, since, end, detail);
    }

    /** The same key with this detail text. */
    public StatusKey detail(String newDetail) {
        return new StatusKey(text, persistent, since, until, newDetail);
    }
}
