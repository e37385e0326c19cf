package org.statusaggregator.core.status;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last status of one user of one CIC server: the three parts of the reference (status key, "On Phone" indication, CIC logon indication).
 * A publisher leaves {@code cicServer}, {@code version} and {@code source} as {@link #of} sets them; the aggregator fills them.
 *
 * @param cicServer the logical name of the CIC server that owns the user; with {@code userId} the identity of a row
 * @param userId the user's id on that CIC server
 * @param email what joins a status to a contact
 * @param key the status key
 * @param onPhone whether the user has an active interaction
 * @param onPhoneSince when {@code onPhone} last changed, by the CIC server's clock; null = not told
 * @param logonServer where the user is logged on; "" = not logged on
 * @param version orders the states of one row
 * @param source who says so
 */
public record Status(
        String cicServer,
        String userId,
        String email,
        StatusKey key,
        boolean onPhone,
        @Nullable Instant onPhoneSince,
        String logonServer,
        Version version,
        Source source) {
    /** Checks that everything but {@code onPhoneSince} is given. */
    public Status {
        Objects.requireNonNull(cicServer, "cicServer");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(logonServer, "logonServer");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(source, "source");
    }

    /** A user who is logged off, without a status key: what a publisher starts from. */
    public static Status of(String userId, String email) {
        return new Status("", userId, email, StatusKey.NONE, false, null, "", Version.NONE, Source.REPORTED);
    }

    /** The same user with this status key. */
    public Status withKey(StatusKey newKey) {
        return new Status(cicServer, userId, email, newKey, onPhone, onPhoneSince, logonServer, version, source);
    }

    /** The same user on the phone, or not, since then. */
    public Status withOnPhone(boolean newOnPhone, @Nullable Instant since) {
        return new Status(cicServer, userId, email, key, newOnPhone, since, logonServer, version, source);
    }

    /** The same user logged on at this CIC server; "" = logged off. */
    public Status withLogonServer(String newLogonServer) {
        return new Status(cicServer, userId, email, key, onPhone, onPhoneSince, newLogonServer, version, source);
    }

    /** Whether the user is logged on at a CIC server. */
    public boolean loggedOn() {
        return !logonServer.isEmpty();
    }
}
