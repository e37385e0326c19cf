package org.statusaggregator.cli.certs;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.core.tls.Role;

/** How the certificate commands write things. */
final class Texts {
    private static final Pattern ZEROES = Pattern.compile("(^|:)(0(:|$)){2,}");

    private Texts() {}

    /** The last day on which a certificate is valid all day, where the command runs. */
    static LocalDate lastDay(X509Certificate certificate, Environment environment) {
        return LocalDate.ofInstant(
                certificate.getNotAfter().toInstant(), environment.clock().getZone());
    }

    /** An address as people write it: the JDK spells out every zero of an IPv6 address. */
    static String address(InetAddress address) {
        return ZEROES.matcher(address.getHostAddress()).replaceFirst("::");
    }

    /** The CN, else the whole subject. */
    static String commonName(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        try {
            for (Rdn rdn : new LdapName(subject).getRdns()) {
                if (rdn.getType().equals("CN")) {
                    return rdn.getValue().toString();
                }
            }
            return subject;
        } catch (InvalidNameException e) {
            return subject;
        }
    }

    /** What a certificate is for, in words. */
    static String kind(Role role) {
        return switch (role) {
            case MEMBER -> "aggregator node";
            case CIC -> "CIC server";
            case ADMIN -> "admin";
            case PERSON -> "person";
        };
    }
}
