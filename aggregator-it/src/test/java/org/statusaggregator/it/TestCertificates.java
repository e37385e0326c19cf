package org.statusaggregator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.statusaggregator.core.pki.CarriedFolder;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.CertificateStore;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;

/** A private CA and the certificate folders of whoever takes part in a test; each is made when it is asked for first. */
final class TestCertificates {
    private static final Duration VALIDITY = Duration.ofDays(2);

    private final Path root;
    private final String name;
    private CertificateAuthority authority;
    private int authorities = 1;
    /** By the CA of now. */
    private Optional<X509CRL> revoked = Optional.empty();

    TestCertificates(Path root, String name) {
        this.root = root;
        this.name = name;
        this.authority = authority(name);
    }

    private static CertificateAuthority authority(String name) {
        try {
            return CertificateAuthority.create(name, Clock.systemUTC());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no CA " + name, e);
        }
    }

    /** From now on another CA signs; its certificates' holders trust the earlier ones too. */
    synchronized void rollOver() {
        List<X509Certificate> earlier = authority.trusted();
        authorities++;
        authority = authority(name + " " + authorities).alsoTrusting(earlier);
        revoked = Optional.empty();
    }

    /** Imports the CAs that count now into this one's folder: all, or the one that signs. */
    synchronized void trust(Role role, String holder, boolean earlierToo) {
        try {
            new CertificateStore(folder(role, holder))
                    .installAuthorities(
                            earlierToo ? authority.trusted() : List.of(authority.certificate()),
                            Clock.systemUTC().instant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the CAs are not trusted by " + holder, e);
        }
    }

    /** The folder with a certificate for this name and role, good for connections to localhost. */
    synchronized Path folder(Role role, String name) {
        Path folder = root.resolve(role.unit()).resolve(name);
        if (!Files.exists(folder)) {
            write(authority, profile(role, name), folder);
        }
        return folder;
    }

    /** The folder with a certificate that has expired an hour ago. */
    synchronized Path expired(Role role, String name) {
        return made(
                InstantSource.offset(Clock.systemUTC(), VALIDITY.plusHours(1).negated()), role, name);
    }

    /** The folder with a certificate that was made at another time, for two days. */
    synchronized Path made(InstantSource then, Role role, String name) {
        Path folder = root.resolve("made at " + then.instant()).resolve(name);
        write(authority.at(then), profile(role, name), folder);
        return folder;
    }

    /** Makes a new certificate of this name and imports it into its folder. */
    synchronized void renew(Role role, String name) {
        Path folder = folder(role, name);
        try {
            Path carried = root.resolve("carried").resolve(name);
            new ServerBundle(authority.issue(profile(role, name))).write(carried, IfExists.REPLACE);
            new CertificateStore(folder)
                    .install(
                            CarriedFolder.check(carried, null, Clock.systemUTC().instant()), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no new certificate for " + name, e);
        }
    }

    /** Revokes a certificate that nobody has. */
    synchronized void revokeStranger(String stranger) {
        try {
            revoke(authority.issue(profile(Role.CIC, stranger)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate for " + stranger, e);
        }
    }

    synchronized void revoke(KeyMaterial material) {
        try {
            revoked = Optional.of(authority.revoke(revoked, List.of(material.certificate())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not revoked: " + material, e);
        }
    }

    /** Imports the list of revoked certificates into this one's folder. */
    synchronized void publishRevoked(Role role, String name) {
        try {
            new CertificateStore(folder(role, name)).installCrls(List.of(revoked.orElseThrow()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no list of revoked certificates for " + name, e);
        }
    }

    KeyMaterial material(Role role, String name) {
        return read(folder(role, name));
    }

    static KeyMaterial read(Path folder) {
        try {
            return KeyMaterial.read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(folder + " is unusable", e);
        }
    }

    private static CertificateProfile profile(Role role, String name) {
        CertificateProfile profile = CertificateProfile.of(role, name).validFor(VALIDITY);
        return role == Role.MEMBER ? profile.withLocalhost() : profile;
    }

    private static void write(CertificateAuthority authority, CertificateProfile profile, Path folder) {
        try {
            new ServerBundle(authority.issue(profile)).write(folder, IfExists.REFUSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate for " + profile.name(), e);
        }
    }
}
