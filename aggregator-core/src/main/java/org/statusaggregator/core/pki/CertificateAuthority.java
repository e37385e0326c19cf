package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.statusaggregator.core.tls.KeyMaterial;

/**
 * A private CA: the one thing that every certificate of a site comes from. Made once ({@link #create}, {@link #save}), opened with its passphrase
 * ({@link #open}) whenever certificates are needed. Without {@code save} it lives in memory only, which is enough for tests:
 *
 * <pre>{@code
 * CertificateAuthority ca = CertificateAuthority.create("Test", Clock.systemUTC());
 * KeyMaterial sa1 = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost());
 * KeyMaterial expired = ca.at(InstantSource.fixed(longAgo)).issue(CertificateProfile.of(Role.CIC, "cic1"));
 * new ServerBundle(sa1).write(folder, IfExists.REFUSE);
 * }</pre>
 */
public final class CertificateAuthority {
    private final X509Certificate certificate;
    private final PrivateKey key;
    private final InstantSource clock;

    private CertificateAuthority(X509Certificate certificate, PrivateKey key, InstantSource clock) {
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Makes a CA, in memory. It signs servers' certificates and nothing below them.
     *
     * @param name whose CA it is, such as "Example Corp": 1 to 40 printable characters
     * @param clock what time it is, for the days of this and of issued certificates
     * @throws BadProfileException if the name cannot be one
     * @throws GeneralSecurityException if the JDK lacks the algorithms
     */
    public static CertificateAuthority create(String name, InstantSource clock) throws GeneralSecurityException {
        KeyPair pair = newKeyPair();
        X509Certificate certificate =
                CertificateWriter.authority(Names.organisation("name", name), pair, clock.instant());
        return new CertificateAuthority(certificate, pair.getPrivate(), clock);
    }

    /**
     * Opens the CA below a root folder.
     *
     * @param root the folder that {@link #save} was given
     * @throws IOException if there is none, or others than its owner may read its key
     * @throws WrongPassphraseException if the passphrase is not the CA's
     * @throws GeneralSecurityException if a file is damaged, or key and certificate do not belong together
     */
    public static CertificateAuthority open(Path root, char[] passphrase, InstantSource clock)
            throws IOException, GeneralSecurityException {
        CaFolder folder = new CaFolder(root);
        X509Certificate certificate = folder.certificate();
        PrivateKey key = folder.key(passphrase);
        if (!new KeyMaterial(key, List.of(certificate), List.of(certificate)).keyFits()) {
            throw new GeneralSecurityException(folder.keyFile() + " is not the key of the CA in "
                    + folder.certificateFile() + " (expected: both from one run of certs init)");
        }
        return new CertificateAuthority(certificate, key, clock);
    }

    /**
     * Writes {@code ROOT/ca/ca.pem} and, under the passphrase, {@code ROOT/ca/ca.key} (0600).
     *
     * @throws java.nio.file.FileAlreadyExistsException if the root has a CA already; it is never overwritten
     * @throws BadProfileException if the passphrase is empty
     */
    public void save(Path root, char[] passphrase) throws IOException, GeneralSecurityException {
        new CaFolder(root).write(certificate, key, passphrase);
    }

    /** The folder of the CA's own files below a root. */
    public static Path folder(Path root) {
        return root.resolve(CaFolder.NAME);
    }

    /** This CA at another time: for certificates that have expired or are not valid yet. */
    public CertificateAuthority at(InstantSource time) {
        return new CertificateAuthority(certificate, key, time);
    }

    /** The CA's own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** How much longer the CA lives: no certificate may be issued for longer. Negative when it has expired. */
    public Duration remaining() {
        return Duration.between(clock.instant(), certificate.getNotAfter().toInstant());
    }

    /**
     * Makes a new key and a certificate for it, which trusts this CA.
     *
     * @throws BadProfileException if the certificate would outlive the CA
     * @throws GeneralSecurityException if the JDK lacks the algorithms
     */
    public KeyMaterial issue(CertificateProfile profile) throws GeneralSecurityException {
        Instant now = clock.instant();
        if (profile.validity().compareTo(remaining()) > 0) {
            throw new BadProfileException(
                    "validity of " + profile.name(),
                    profile.validity().toDays() + " days from " + now,
                    "no longer than its CA, which ends at "
                            + certificate.getNotAfter().toInstant());
        }
        KeyPair pair = newKeyPair();
        X509Certificate issued = new CertificateWriter(certificate, key).issue(profile, pair.getPublic(), now);
        return new KeyMaterial(pair.getPrivate(), List.of(issued), List.of(certificate));
    }

    private static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
