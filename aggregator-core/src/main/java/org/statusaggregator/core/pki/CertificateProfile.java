package org.statusaggregator.core.pki;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

/**
 * What a certificate shall say: whose it is, what for, and how long. Made from text as an administrator types it ({@link #of}), or part by part.
 *
 * @param name the logical name, also that of the server's folder: a short host name; for an admin the name of a person or script
 * @param role what the certificate is for
 * @param hosts the DNS names besides the logical name, short and fully qualified; none for an admin
 * @param addresses the IP addresses; none for an admin
 * @param validity how long from the moment of issue, at least one second
 */
public record CertificateProfile(
        String name, Role role, List<String> hosts, List<InetAddress> addresses, Duration validity) {
    private static final int SAN_ADDRESS = 7;
    private static final String LOCALHOST = "localhost";

    /**
     * Normalises the names and copies the lists.
     *
     * @throws BadProfileException if a name cannot be one
     */
    public CertificateProfile {
        String field = role.unit();
        name = role == Role.ADMIN ? Names.admin(field, name) : Names.server(field, name);
        Set<String> others = new LinkedHashSet<>();
        for (String host : hosts) {
            others.add(Names.host(field, host));
        }
        others.remove(name);
        hosts = List.copyOf(others);
        addresses = List.copyOf(new LinkedHashSet<>(addresses));
        if (role == Role.ADMIN && !(hosts.isEmpty() && addresses.isEmpty())) {
            throw new BadProfileException(field, name + "=" + hosts + addresses, "no hosts: an admin is not a server");
        }
        if (validity.toSeconds() < 1) {
            throw new BadProfileException("validity", validity.toString(), "at least one second");
        }
    }

    /**
     * The profile for what an administrator types: {@code sa1}, {@code sa1.corp.example.com} (named sa1), or a switchover pair
     * {@code cic1=hostA,hostB}, whose hosts may be fully qualified and then count with their short names too. An admin's name is taken as it
     * is. The validity is {@link Validity#CERTIFICATE}.
     *
     * @throws BadProfileException if a name cannot be one
     */
    public static CertificateProfile of(Role role, String text) {
        if (role == Role.ADMIN) {
            return new CertificateProfile(text, role, List.of(), List.of(), Validity.CERTIFICATE);
        }
        int equals = text.indexOf('=');
        String hostsText = text.substring(equals + 1);
        List<String> hosts = new ArrayList<>();
        for (String host : hostsText.split(",", -1)) {
            String qualified = Names.host(role.unit(), host);
            hosts.add(shortName(qualified));
            hosts.add(qualified);
        }
        if (equals < 0 && hostsText.indexOf(',') >= 0) {
            throw new BadProfileException(role.unit(), text, "a logical name for several hosts: NAME=HOST,HOST");
        }
        String name = equals < 0 ? hosts.get(0) : text.substring(0, equals);
        return new CertificateProfile(name, role, hosts, List.of(), Validity.CERTIFICATE);
    }

    /**
     * The profile of a certificate that was issued before, for one like it: same name, role, hosts and addresses.
     *
     * @throws GeneralSecurityException if the certificate does not say whose it is
     */
    public static CertificateProfile like(X509Certificate certificate) throws GeneralSecurityException {
        List<InetAddress> addresses = new ArrayList<>();
        Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
        for (List<?> entry : entries == null ? List.<List<?>>of() : entries) {
            if (Integer.valueOf(SAN_ADDRESS).equals(entry.get(0))) {
                addresses.add(address(String.valueOf(entry.get(1))));
            }
        }
        try {
            PeerIdentity identity = PeerIdentity.of(certificate);
            List<String> hosts = identity.role() == Role.ADMIN ? List.of() : identity.names();
            return new CertificateProfile(identity.name(), identity.role(), hosts, addresses, Validity.CERTIFICATE);
        } catch (BadIdentityException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }

    /**
     * Reads an IP address without asking any name server.
     *
     * @throws BadProfileException if the text is no IPv4 or IPv6 address in digits
     */
    public static InetAddress address(String text) {
        return Names.address("address", text);
    }

    /** The same, also for connections to this machine by {@code localhost}, {@code 127.0.0.1} and {@code ::1}. */
    public CertificateProfile withLocalhost() {
        List<String> more = new ArrayList<>(hosts);
        more.add(LOCALHOST);
        return new CertificateProfile(name, role, more, addresses, validity)
                .withAddress(address("127.0.0.1"))
                .withAddress(address("::1"));
    }

    /** The same, also for connections by this address. */
    public CertificateProfile withAddress(InetAddress address) {
        List<InetAddress> more = new ArrayList<>(addresses);
        more.add(address);
        return new CertificateProfile(name, role, hosts, more, validity);
    }

    /** The same, for another time. */
    public CertificateProfile validFor(Duration time) {
        return new CertificateProfile(name, role, hosts, addresses, time);
    }

    /** The DNS names of the certificate: the logical name, then the others. None for an admin, who is no server. */
    public List<String> dnsNames() {
        List<String> names = new ArrayList<>();
        if (role != Role.ADMIN) {
            names.add(name);
            names.addAll(hosts);
        }
        return names;
    }

    private static String shortName(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }
}
