package org.statusaggregator.core.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Who a peer is, read from its certificate and from nowhere else. The one place that knows how names and roles stand in a certificate: the
 * subject's CN is the logical name, its OU the role, the DNS entries of the SAN the host names (short name and fully qualified name).
 *
 * @param name the logical name: for a CIC server the name it publishes for
 * @param role what the certificate is for
 * @param names the logical name and every DNS name, each once, in the certificate's order
 */
public record PeerIdentity(String name, Role role, List<String> names) {
    private static final int SAN_DNS = 2;

    /** Copies the names. */
    public PeerIdentity {
        names = List.copyOf(names);
    }

    /**
     * Reads the identity.
     *
     * @throws BadIdentityException if the certificate names no CN, no or several roles, is unreadable, or is a server's whose CN is not among its
     *     DNS names: clients that know the SAN alone would not find it
     */
    public static PeerIdentity of(X509Certificate certificate) throws BadIdentityException {
        String subject = certificate.getSubjectX500Principal().getName();
        String name = only(subject, "CN");
        String unit = only(subject, "OU");
        for (Role role : Role.OF_CERTIFICATES) {
            if (role.unit().equals(unit.toLowerCase(Locale.ROOT))) {
                List<String> names = names(name, certificate);
                if (role != Role.ADMIN && dnsNames(certificate).noneMatch(name::equalsIgnoreCase)) {
                    throw new BadIdentityException("certificate subject " + subject + ": its DNS names are "
                            + dnsNames(certificate).toList() + " (expected: among them the short host name " + name
                            + ")");
                }
                return new PeerIdentity(name, role, names);
            }
        }
        throw new BadIdentityException(
                "certificate subject " + subject + ": OU is \"" + unit + "\" (expected: member, cic or admin)");
    }

    /** Whether this peer may use the name as its own. */
    public boolean hasName(String candidate) {
        return names.stream().anyMatch(candidate::equalsIgnoreCase);
    }

    private static String only(String subject, String type) throws BadIdentityException {
        List<String> values = new ArrayList<>();
        try {
            for (Rdn rdn : new LdapName(subject).getRdns()) {
                // An RDN may hold several attributes ("OU=cic+OU=admin"); getType() and getValue() would show one of
                // them only.
                Attribute attribute = rdn.toAttributes().get(type);
                for (Object value : attribute == null ? List.of() : Collections.list(attribute.getAll())) {
                    values.add(value instanceof String text ? text : "");
                }
            }
        } catch (NamingException e) {
            throw new BadIdentityException("certificate subject " + subject + " is no distinguished name", e);
        }
        if (values.size() != 1 || values.get(0).isBlank()) {
            throw new BadIdentityException(
                    "certificate subject " + subject + ": " + type + " is " + values + " (expected: exactly one text)");
        }
        return values.get(0);
    }

    private static List<String> names(String name, X509Certificate certificate) throws BadIdentityException {
        List<String> names = new ArrayList<>();
        names.add(name);
        dnsNames(certificate)
                .filter(candidate -> names.stream().noneMatch(candidate::equalsIgnoreCase))
                .forEach(names::add);
        return names;
    }

    private static Stream<String> dnsNames(X509Certificate certificate) throws BadIdentityException {
        try {
            Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
            return (entries == null ? List.<List<?>>of() : entries)
                    .stream()
                            .filter(entry -> Integer.valueOf(SAN_DNS).equals(entry.get(0)))
                            .map(entry -> String.valueOf(entry.get(1)));
        } catch (CertificateParsingException e) {
            throw new BadIdentityException(
                    "certificate " + certificate.getSubjectX500Principal() + ": unreadable subject alternative names",
                    e);
        }
    }
}
