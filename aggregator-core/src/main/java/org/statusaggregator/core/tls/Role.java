package org.statusaggregator.core.tls;

import java.util.List;
import java.util.Locale;

/** What a certificate is for. It stands in the certificate's subject as organisational unit (OU). */
public enum Role {
    /** An aggregator node: joins the cluster. */
    MEMBER,
    /** A CIC server: publishes for its own name, and watches. */
    CIC,
    /** A person or script that administers. */
    ADMIN,
    /** A person who signed in at the directory page. No certificate says so. */
    PERSON;

    /** The roles that stand in certificates. */
    public static final List<Role> OF_CERTIFICATES = List.of(MEMBER, CIC, ADMIN);

    /** As it stands in the certificate: lower case. */
    public String unit() {
        return name().toLowerCase(Locale.ROOT);
    }
}
