package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Trust;

/**
 * A CA: the one thing that every certificate of a site comes from. A private one is made once ({@link #create}, {@link #save}), a company's is taken over
 * once ({@link #of}, {@link #save}); either is opened with its passphrase ({@link #open}) whenever certificates are needed. Without {@code save} it lives in
 * memory only, which is enough for tests:
 *
 * <pre>{@code
 * CertificateAuthority ca = CertificateAuthority.create("Test", Clock.systemUTC());
 * KeyMaterial sa1 = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost());
 * KeyMaterial expired = ca.at(InstantSource.fixed(longAgo)).issue(CertificateProfile.of(Role.CIC, "cic1"));
 * new ServerBundle(sa1).write(folder, IfExists.REFUSE);
 * }</pre>
 */
public final class CertificateAuthority {
    /** The CA's own certificate, then those above it up to a self-signed one. */
    private final List<X509Certificate> chain;

    private final List<X509Certificate> trusted;
    private final PrivateKey key;
    private final InstantSource clock;

    private CertificateAuthority(
            List<X509Certificate> chain, List<X509Certificate> trusted, PrivateKey key, InstantSource clock) {
        this.chain = List.copyOf(chain);
        this.trusted = List.copyOf(trusted);
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
        return new CertificateAuthority(List.of(certificate), List.of(certificate), pair.getPrivate(), clock);
    }

    /**
     * A CA that exists, such as a company's.
     *
     * @param chain its certificate, then those above it, the self-signed one last
     * @throws GeneralSecurityException if the chain is incomplete, out of date or not a CA's, or the key another one's
     */
    public static CertificateAuthority of(List<X509Certificate> chain, PrivateKey key, InstantSource clock)
            throws GeneralSecurityException {
        X509Certificate own = chain.get(0);
        X509Certificate root = chain.get(chain.size() - 1);
        boolean[] usage = own.getKeyUsage();
        if (own.getBasicConstraints() < 0 || (usage != null && !usage[5])) {
            throw new CertificateException(
                    "certificate " + own.getSubjectX500Principal() + " (expected: a CA's, which may sign others)");
        }
        if (!root.getSubjectX500Principal().equals(root.getIssuerX500Principal())) {
            throw new CertificateException("certificate " + root.getSubjectX500Principal() + " by "
                    + root.getIssuerX500Principal()
                    + " ends the chain (expected: every certificate above the CA's, a self-signed one last)");
        }
        if (!new KeyMaterial(key, List.of(own), List.of(root)).keyFits()) {
            throw new GeneralSecurityException(
                    "the key is not that of " + own.getSubjectX500Principal() + " (expected: the CA's own)");
        }
        if (chain.size() > 1) {
            new Trust(List.of(root), List.of()).check(chain, clock.instant());
        }
        return new CertificateAuthority(chain, List.of(root), key, clock);
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
        List<X509Certificate> chain = folder.chain();
        PrivateKey key = folder.key(passphrase);
        if (!new KeyMaterial(key, chain, chain).keyFits()) {
            throw new GeneralSecurityException(folder.keyFile() + " is not the key of the CA in "
                    + folder.certificateFile() + " (expected: both from one run of certs init)");
        }
        return new CertificateAuthority(chain, folder.trusted(), key, clock);
    }

    /**
     * Writes {@code ROOT/ca/ca.pem} and, under the passphrase, {@code ROOT/ca/ca.key} (0600).
     *
     * @throws java.nio.file.FileAlreadyExistsException if the root has a CA already; it is never overwritten
     * @throws BadProfileException if the passphrase is empty
     */
    public void save(Path root, char[] passphrase) throws IOException, GeneralSecurityException {
        new CaFolder(root).write(chain, trusted, key, passphrase);
    }

    /** The folder of the CA's own files below a root. */
    public static Path folder(Path root) {
        return root.resolve(CaFolder.NAME);
    }

    /** This CA at another time: for certificates that have expired or are not valid yet. */
    public CertificateAuthority at(InstantSource time) {
        return new CertificateAuthority(chain, trusted, key, time);
    }

    /** This CA, whose servers trust these CAs too: for the time in which one CA follows another. */
    public CertificateAuthority alsoTrusting(List<X509Certificate> others) {
        Set<X509Certificate> all = new LinkedHashSet<>(trusted);
        all.addAll(others);
        return new CertificateAuthority(chain, List.copyOf(all), key, clock);
    }

    /** The CA's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Whom the servers of this CA trust. */
    public List<X509Certificate> trusted() {
        return trusted;
    }

    /** How much longer the CA lives: no certificate may be issued for longer. Negative when it has expired. */
    public Duration remaining() {
        return Duration.between(clock.instant(), certificate().getNotAfter().toInstant());
    }

    /**
     * Makes a new key and a certificate for it, which trusts this CA.
     *
     * @throws BadProfileException if the certificate would outlive the CA
     * @throws GeneralSecurityException if the JDK lacks the algorithms
     */
    public KeyMaterial issue(CertificateProfile profile) throws GeneralSecurityException {
        KeyPair pair = newKeyPair();
        return new KeyMaterial(pair.getPrivate(), sign(profile, pair.getPublic()), trusted);
    }

    /**
     * Signs a request that was made elsewhere, so that its key stays there. Names and role are the profile's, whatever the request asks for.
     *
     * @throws BadProfileException if the request is none, or its key is too weak
     * @throws GeneralSecurityException if the JDK lacks the algorithms
     */
    public ServerBundle sign(CertificateProfile profile, SigningRequest request) throws GeneralSecurityException {
        return new ServerBundle(sign(profile, request.key()), trusted, List.of(), null);
    }

    /**
     * Revokes certificates: signs a new list, with what the last one holds and these.
     *
     * @param last the list that was signed last
     */
    public X509CRL revoke(Optional<X509CRL> last, Collection<X509Certificate> certificates)
            throws GeneralSecurityException {
        RevocationList list = last.isEmpty() ? RevocationList.NONE : RevocationList.of(last.get());
        for (X509Certificate revoked : certificates) {
            list = list.with(revoked.getSerialNumber(), clock.instant());
        }
        return list.sign(certificate(), key, clock.instant());
    }

    private List<X509Certificate> sign(CertificateProfile profile, PublicKey publicKey)
            throws GeneralSecurityException {
        Instant now = clock.instant();
        if (profile.validity().compareTo(remaining()) > 0) {
            throw new BadProfileException(
                    "validity of " + profile.name(),
                    profile.validity().toDays() + " days from " + now,
                    "no longer than its CA, which ends at "
                            + certificate().getNotAfter().toInstant());
        }
        List<X509Certificate> issued = new ArrayList<>();
        issued.add(new CertificateWriter(certificate(), key).issue(profile, publicKey, now));
        chain.stream().filter(above -> !trusted.contains(above)).forEach(issued::add);
        return issued;
    }

    private static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
