package org.statusaggregator.core.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;

/** What may stand as a name in a certificate. Server names are host names, so they are kept in lower case: there is one spelling of each. */
final class Names {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern ADMIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._@-]{0,62}[A-Za-z0-9])?");
    private static final int LONGEST_HOST = 253;
    private static final int LONGEST_ORGANISATION = 40;
    /** Sub-folder of the root that is the CA's own, so no server's. */
    private static final Set<String> RESERVED = Set.of(CaFolder.NAME);

    private Names() {}

    /** A short host name, without domain, that may be a server's logical name and folder. */
    static String server(String field, String text) {
        String name = host(field, text);
        if (name.indexOf('.') >= 0) {
            throw new BadProfileException(field, text, "a short host name without domain, such as sa1");
        }
        return notReserved(field, name);
    }

    /** A host name, short or fully qualified. */
    static String host(String field, String text) {
        String host = text.strip().toLowerCase(Locale.ROOT);
        if (IPAddress.isValid(host)) {
            throw new BadProfileException(field, text, "a host name; an address is given separately");
        }
        String[] labels = host.split("\\.", -1);
        boolean fits = host.length() <= LONGEST_HOST;
        for (String label : labels) {
            fits &= LABEL.matcher(label).matches();
        }
        if (!fits
                || DIGITS.matcher(labels[0]).matches()
                || DIGITS.matcher(labels[labels.length - 1]).matches()) {
            throw new BadProfileException(
                    field,
                    text,
                    "a host name of letters, digits and inner hyphens, such as sa1 or sa1.corp.example.com");
        }
        return host;
    }

    /** The name of a person or script. */
    static String admin(String field, String text) {
        String name = text.strip();
        if (!ADMIN.matcher(name).matches()) {
            throw new BadProfileException(
                    field,
                    text,
                    "1 to 64 letters, digits, and inner dots, hyphens, underscores or @, such as anna.smith");
        }
        return notReserved(field, name);
    }

    /** Whose CA it is. Short enough for the CA's own name, which is longer, to fit into a CN. */
    static String organisation(String field, String text) {
        String name = text.strip();
        if (name.isEmpty()
                || name.length() > LONGEST_ORGANISATION
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadProfileException(field, text, "1 to " + LONGEST_ORGANISATION + " printable characters");
        }
        return name;
    }

    /** An IPv4 or IPv6 address in digits; never looked up. */
    static InetAddress address(String field, String text) {
        String address = text.strip();
        if (!IPAddress.isValid(address)) {
            throw new BadProfileException(field, text, "an IPv4 or IPv6 address, such as 192.0.2.7");
        }
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not an address after all: " + address, e);
        }
    }

    private static String notReserved(String field, String name) {
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new BadProfileException(field, name, "another name; the CA's own folder has this one");
        }
        return name;
    }
}
