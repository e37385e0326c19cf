package org.statusaggregator.core.client;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;

/** A CA of a test, and what servers and clients need of it. */
final class TestTls {
    private final CertificateAuthority authority;

    TestTls() throws GeneralSecurityException {
        authority = CertificateAuthority.create("Test CA", InstantSource.system());
    }

    KeyMaterial cic(String name) throws GeneralSecurityException {
        return authority.issue(CertificateProfile.of(Role.CIC, name));
    }

    /** Of a node that is reached by its name or, on this machine, as localhost. */
    KeyMaterial member(String name) throws GeneralSecurityException {
        return authority.issue(CertificateProfile.of(Role.MEMBER, name).withLocalhost());
    }

    /** A list with this one revoked. */
    X509CRL revoked(KeyMaterial material) throws GeneralSecurityException {
        return authority.revoke(Optional.empty(), List.of(material.certificate()));
    }

    /** Of a CIC server that can be reached as localhost and would like to be a node. */
    KeyMaterial impostor(String name) throws GeneralSecurityException {
        return authority.issue(CertificateProfile.of(Role.CIC, name).withLocalhost());
    }

    /** Of a node that is not to be reached as localhost. */
    KeyMaterial memberElsewhere(String name) throws GeneralSecurityException {
        return authority.issue(CertificateProfile.of(Role.MEMBER, name));
    }

    /** What a node listens with. */
    static SslContext server(KeyMaterial material, String... protocols) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(
                        material.key(), material.chain().toArray(X509Certificate[]::new))
                .trustManager(material.authorities().toArray(X509Certificate[]::new))
                .clientAuth(ClientAuth.REQUIRE);
        return GrpcSslContexts.configure(builder).protocols(protocols).build();
    }
}
