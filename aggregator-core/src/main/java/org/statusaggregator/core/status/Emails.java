package org.statusaggregator.core.status;

import java.util.Locale;

/** The one normal form of an e-mail address, the key that joins statuses to contacts. */
public final class Emails {
    private Emails() {}

    /** Trimmed and lower-cased with {@link Locale#ROOT}. */
    public static String normalize(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a normalised text can be an address: one "@" with something on both sides, no white space. */
    public static boolean isPlausible(String email) {
        int at = email.indexOf('@');
        return at > 0
                && at < email.length() - 1
                && email.indexOf('@', at + 1) < 0
                && email.chars().noneMatch(Character::isWhitespace);
    }
}
