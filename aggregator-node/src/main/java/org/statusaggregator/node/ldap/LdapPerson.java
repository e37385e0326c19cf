package org.statusaggregator.node.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Emails;
import org.statusaggregator.node.signin.SignIn;

/** Who signed in, from a directory's entry. */
final class LdapPerson {
    /** What is read of the entry. */
    static final String[] ATTRIBUTES = {"cn", "displayName", "mail", "proxyAddresses", "memberOf", "uid"};

    private static final String SMTP = "smtp:";

    private LdapPerson() {}

    static SignIn.Person of(SearchResultEntry entry, List<String> groups, SignIn.Role role) {
        @Nullable String display = entry.getAttributeValue("displayName");
        @Nullable String name = display == null || display.isBlank() ? entry.getAttributeValue("cn") : display;
        return new SignIn.Person(entry.getDN(), name == null ? entry.getDN() : name, emails(entry), groups, role);
    }

    private static List<String> emails(SearchResultEntry entry) {
        Set<String> emails = new LinkedHashSet<>();
        for (String mail : values(entry, "mail")) {
            emails.add(Emails.normalize(mail));
        }
        for (String address : values(entry, "proxyAddresses")) {
            if (address.toLowerCase(Locale.ROOT).startsWith(SMTP)) {
                emails.add(Emails.normalize(address.substring(SMTP.length())));
            }
        }
        emails.removeIf(email -> !Emails.isPlausible(email));
        return List.copyOf(emails);
    }

    static List<String> values(SearchResultEntry entry, String attribute) {
        String @Nullable [] values = entry.getAttributeValues(attribute);
        return values == null ? List.of() : List.of(values);
    }
}
