package org.statusaggregator.node.cluster.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;

/** A CA and what it signs. */
final class TestAuthority {
    private final CertificateAuthority authority;

    TestAuthority(String name) throws GeneralSecurityException {
        authority = CertificateAuthority.create(name, Clock.systemUTC());
    }

    X509Certificate certificate() {
        return authority.certificate();
    }

    X509CRL revoke(KeyMaterial material) throws GeneralSecurityException {
        return authority.revoke(Optional.empty(), List.of(material.certificate()));
    }

    KeyMaterial member(String name) throws GeneralSecurityException {
        return authority.issue(CertificateProfile.of(Role.MEMBER, name));
    }

    KeyMaterial cic(String name) throws GeneralSecurityException {
        return authority.issue(CertificateProfile.of(Role.CIC, name));
    }

    KeyMaterial expiredMember(String name) throws GeneralSecurityException {
        InstantSource longAgo = InstantSource.offset(InstantSource.system(), Duration.ofDays(-30));
        return authority
                .at(longAgo)
                .issue(CertificateProfile.of(Role.MEMBER, name).validFor(Duration.ofDays(1)));
    }

    /** A context with sockets, for peers that are no members of ours. */
    static SSLContext sockets(KeyMaterial material) throws Exception {
        return sockets(material, material.chain());
    }

    /** The same for a peer that shows no certificate. */
    SSLContext socketsWithoutCertificate() throws Exception {
        return sockets(member("nobody"), List.of());
    }

    private static SSLContext sockets(KeyMaterial material, List<X509Certificate> chain) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        if (!chain.isEmpty()) {
            keys.setKeyEntry("own", material.key(), new char[0], chain.toArray(new X509Certificate[0]));
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", material.authorities().get(0));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, new char[0]);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
