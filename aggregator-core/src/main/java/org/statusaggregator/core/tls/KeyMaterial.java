package org.statusaggregator.core.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
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
 */
public record KeyMaterial(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {
    /** File in a certificate folder: the own certificate, then intermediates, PEM. */
    public static final String CERTIFICATE_FILE = "certificate.pem";
    /** File in a certificate folder: the private key, PKCS#8 PEM, readable by its owner only. */
    public static final String KEY_FILE = "private.key";
    /** File in a certificate folder: the trusted CA certificates, PEM. */
    public static final String CA_FILE = "ca.pem";

    private static final Logger LOG = LogManager.getLogger(KeyMaterial.class);
    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no certificate or no authority
     */
    public KeyMaterial {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
        if (chain.isEmpty() || authorities.isEmpty()) {
            throw new IllegalArgumentException("key material with " + chain.size() + " certificates and "
                    + authorities.size() + " authorities (expected: at least one of each)");
        }
    }

    /** The own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * Reads the three files of a certificate folder. Whether the certificate is still valid is not asked: {@link #requireValidAt}.
     *
     * @throws IOException if a file is missing, unreadable, or others than its owner may read the key
     * @throws GeneralSecurityException if a file's content is not what it should be, or key and certificate do not belong together
     */
    public static KeyMaterial read(Path folder) throws IOException, GeneralSecurityException {
        return read(folder, certificates(folder.resolve(CA_FILE)));
    }

    /**
     * Reads certificate and key of a folder; the authorities come from elsewhere.
     *
     * @throws IOException if a file is missing, unreadable, or others than its owner may read the key
     * @throws GeneralSecurityException if a file's content is not what it should be, or key and certificate do not belong together
     */
    public static KeyMaterial read(Path folder, List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        Path certificateFile = folder.resolve(CERTIFICATE_FILE);
        Path keyFile = folder.resolve(KEY_FILE);
        List<X509Certificate> chain = certificates(certificateFile);
        PrivateKey key = privateKey(keyFile, chain.get(0).getPublicKey().getAlgorithm());
        KeyMaterial material = new KeyMaterial(key, chain, authorities);
        if (!material.keyFits()) {
            throw notTheKeyOf(certificateFile, keyFile, null);
        }
        return material;
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

    private static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
        List<X509Certificate> certificates;
        try {
            certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
        } catch (CertificateException e) {
            throw new CertificateException(file + " is no certificate file (expected: PEM): " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException(file + " holds no certificate (expected: PEM)");
        }
        return certificates;
    }

    private static PrivateKey privateKey(Path file, String algorithm) throws IOException, GeneralSecurityException {
        String pem = new String(content(file), StandardCharsets.ISO_8859_1);
        PrivateFiles.refuseLaxPermissions(file);
        int begin = pem.indexOf(KEY_BEGIN);
        int end = pem.indexOf(KEY_END);
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException(file + " holds no private key (expected: unencrypted PKCS#8 PEM)");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(pem.substring(begin + KEY_BEGIN.length(), end));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(file + " is damaged (expected: PKCS#8 PEM): " + e.getMessage(), e);
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException e) {
            throw notTheKeyOf(file.resolveSibling(CERTIFICATE_FILE), file, e);
        }
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw (IOException) new NoSuchFileException(
                            file.toString(),
                            null,
                            "no such file (expected: a certificate folder with " + CERTIFICATE_FILE + ", " + KEY_FILE
                                    + " and " + CA_FILE + ")")
                    .initCause(e);
        }
    }

    private static GeneralSecurityException notTheKeyOf(Path certificateFile, Path keyFile, @Nullable Exception cause) {
        return new GeneralSecurityException(
                keyFile + " is not the key of the certificate in " + certificateFile
                        + " (expected: both from one run of certs generate)",
                cause);
    }
}
