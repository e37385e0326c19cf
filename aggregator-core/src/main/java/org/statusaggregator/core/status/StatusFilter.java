package org.statusaggregator.core.status;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reader follows. Each kind that is given narrows it; nothing given: everything. Compared without regard to case.
 *
 * @param emails e-mail addresses, normalised; empty = any
 * @param cicServers logical names of CIC servers, lower case; empty = any
 * @param contactLists names of contact lists: addresses of their contacts; empty = any
 */
public record StatusFilter(Set<String> emails, Set<String> cicServers, Set<String> contactLists) {
    /** Everything. */
    public static final StatusFilter ALL = new StatusFilter(Set.of(), Set.of());

    /** A filter without contact lists. */
    public StatusFilter(Set<String> emails, Set<String> cicServers) {
        this(emails, cicServers, Set.of());
    }

    /** Normalises and copies the sets. */
    public StatusFilter {
        emails = emails.stream().map(Emails::normalize).collect(Collectors.toUnmodifiableSet());
        cicServers = cicServers.stream().map(StatusFilter::lower).collect(Collectors.toUnmodifiableSet());
        contactLists = Set.copyOf(contactLists);
    }

    /** Whether rows of this CIC server can match. */
    public boolean matchesCicServer(String cicServer) {
        return cicServers.isEmpty() || cicServers.contains(lower(cicServer));
    }

    /** Whether rows with this normalised e-mail address can match. */
    public boolean matchesEmail(String email) {
        return emails.isEmpty() || emails.contains(email);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
