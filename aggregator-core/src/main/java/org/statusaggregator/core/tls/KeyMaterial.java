package org.statusaggregator.core.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CRLException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A program's own key and certificate chain, and the CA certificates that it trusts, read from a certificate folder.
 *
 * @param key the private key
 * @param chain the own certificate first
 * @param authorities the trusted CA certificates
 * @param crls the lists of revoked certificates, at most one for each CA; often none
 */
public record KeyMaterial(
        PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities, List<X509CRL> crls) {
    /** File in a certificate folder: the own certificate, then intermediates, PEM. */
    public static final String CERTIFICATE_FILE = "certificate.pem";
    /** File in a certificate folder: the private key, PKCS#8 PEM, readable by its owner only. */
    public static final String KEY_FILE = "private.key";
    /** File in a certificate folder: the trusted CA certificates, PEM. */
    public static final String CA_FILE = "ca.pem";
    /** File in a certificate folder: lists of revoked certificates, PEM; may be missing. */
    public static final String CRL_FILE = "crl.pem";

    private static final Logger LOG = LogManager.getLogger(KeyMaterial.class);

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no certificate or no authority
     */
    public KeyMaterial {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
        crls = List.copyOf(crls);
        if (chain.isEmpty() || authorities.isEmpty()) {
            throw new IllegalArgumentException("key material with " + chain.size() + " certificates and "
                    + authorities.size() + " authorities (expected: at least one of each)");
        }
    }

    /** The own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Key material without revoked certificates. */
    public KeyMaterial(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {
        this(key, chain, authorities, List.of());
    }

    /**
     * Reads a certificate folder. Whether the certificate is still valid is not asked: {@link #requireValidAt}.
     *
     * @throws IOException if a file is missing, unreadable, or others than its owner may read the key
     * @throws GeneralSecurityException if a file's content is not what it should be, or the files do not belong together
     */
    public static KeyMaterial read(Path folder) throws IOException, GeneralSecurityException {
        CertificateFiles files = CertificateFiles.read(folder);
        PrivateFiles.refuseLaxPermissions(folder.resolve(KEY_FILE));
        return files.parse();
    }

    /**
     * The same for a folder on its way, such as on a USB key, whose file system may know no permissions.
     *
     * @param keyFile the private key, if it is not in the folder; else null
     * @throws IOException if a file is missing or unreadable
     * @throws GeneralSecurityException if a file's content is not what it should be, or the files do not belong together
     */
    public static KeyMaterial readCarried(Path folder, @Nullable Path keyFile)
            throws IOException, GeneralSecurityException {
        return CertificateFiles.read(folder, keyFile == null ? folder.resolve(KEY_FILE) : keyFile)
                .parse();
    }

    /** Whom this material trusts. */
    public Trust trust() {
        return new Trust(authorities, crls);
    }

    /** The same without lists of revoked certificates whose CA is not among these. */
    public KeyMaterial withoutForeignCrls() {
        return new KeyMaterial(
                key, chain, authorities, crls.stream().filter(this::knowsSigner).toList());
    }

    /** A list of revoked certificates by somebody unknown would be obeyed by nobody, and nobody would notice. */
    void requireOwnCrls(Path file) throws CRLException {
        for (X509CRL crl : crls) {
            if (!knowsSigner(crl)) {
                throw new CRLException(file + ": a list of revoked certificates by " + crl.getIssuerX500Principal()
                        + " (expected: signed by a CA of " + CA_FILE + ")");
            }
            if (crl.hasUnsupportedCriticalExtension()) {
                throw new CRLException(file + ": the list of " + crl.getIssuerX500Principal()
                        + " covers only a part of its certificates, or others' (expected: a complete list)");
            }
        }
    }

    private boolean knowsSigner(X509CRL crl) {
        List<X509Certificate> known = new ArrayList<>(authorities);
        known.addAll(chain.subList(1, chain.size()));
        return known.stream().anyMatch(issuer -> isSignedBy(crl, issuer));
    }

    private static boolean isSignedBy(X509CRL crl, X509Certificate issuer) {
        if (!crl.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            crl.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            LOG.debug("not the signer of this list: {}", issuer.getSubjectX500Principal(), e);
            return false;
        }
    }

    /**
     * Whether the key is the own certificate's, found out by a trial signature.
     *
     * @throws GeneralSecurityException if the JDK knows no signature with such a key
     */
    public boolean keyFits() throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                };
        byte[] probe = certificate().getEncoded();
        Signature signer = Signature.getInstance(algorithm);
        Signature verifier = Signature.getInstance(algorithm);
        try {
            signer.initSign(key);
            signer.update(probe);
            verifier.initVerify(certificate().getPublicKey());
            verifier.update(probe);
            return verifier.verify(signer.sign());
        } catch (InvalidKeyException | SignatureException e) {
            // Keys of two algorithms, curves or sizes do not even get to an answer.
            LOG.debug("key and certificate do not belong together", e);
            return false;
        }
    }

    /**
     * Refuses a certificate outside its days, so that a program can say so itself: its peers only drop the connection.
     *
     * @throws CertificateExpiredException if the own certificate or an intermediate has expired
     * @throws CertificateNotYetValidException if one of them is not valid yet
     */
    public void requireValidAt(Instant now) throws CertificateExpiredException, CertificateNotYetValidException {
        for (X509Certificate certificate : chain) {
            String subject = "certificate " + certificate.getSubjectX500Principal();
            Instant from = certificate.getNotBefore().toInstant();
            Instant until = certificate.getNotAfter().toInstant();
            if (now.isAfter(until)) {
                throw new CertificateExpiredException(
                        subject + " expired at " + until + ", now is " + now + " (expected: a renewed certificate)");
            }
            if (now.isBefore(from)) {
                throw new CertificateNotYetValidException(subject + " is valid from " + from + ", now is " + now
                        + " (expected: a later date; is this machine's clock right?)");
            }
        }
    }

    /** Names the certificates. The key's own text, which the JDK fills with the secret, stays out of logs. */
    @Override
    public String toString() {
        return "KeyMaterial[" + certificate().getSubjectX500Principal() + ", serial "
                + certificate().getSerialNumber().toString(16) + ", " + authorities.size() + " authorities]";
    }
}
