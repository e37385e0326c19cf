package org.statusaggregator.core.status;

import java.util.Locale;

/** The one normal form of an e-mail address, the key that joins statuses to contacts. */
public final class Emails {
    private Emails() {}

    /** Trimmed and lower-cased with {@link Locale#ROOT}. */
    public static String normalize(String email) {
        return isNormalAscii(email) ? email : email.strip().toLowerCase(Locale.ROOT);
    }

    /** Nearly every address that arrives is normal already; this tells without making another one. */
    private static boolean isNormalAscii(String email) {
        for (int i = 0; i < email.length(); i++) {
            char c = email.charAt(i);
            if (c <= ' ' || c > '~' || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    /** Whether a normalised text can be an address: one "@" with something on both sides, no white space. */
    public static boolean isPlausible(String email) {
        int at = email.indexOf('@');
        return at > 0 && at < email.length() - 1 && email.indexOf('@', at + 1) < 0 && !hasWhitespace(email);
    }

    private static boolean hasWhitespace(String email) {
        for (int i = 0; i < email.length(); i++) {
            if (Character.isWhitespace(email.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
