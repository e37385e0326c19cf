package org.statusaggregator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;

/** A private CA and the certificate folders of whoever takes part in a test; each is made when it is asked for first. */
final class TestCertificates {
    private static final Duration VALIDITY = Duration.ofDays(2);

    private final Path root;
    private final CertificateAuthority authority;

    TestCertificates(Path root, String name) {
        this.root = root;
        try {
            this.authority = CertificateAuthority.create(name, Clock.systemUTC());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no CA " + name, e);
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
        Path folder = root.resolve("expired").resolve(name);
        InstantSource then = () -> Clock.systemUTC().instant().minus(VALIDITY).minus(Duration.ofHours(1));
        write(authority.at(then), profile(role, name), folder);
        return folder;
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
