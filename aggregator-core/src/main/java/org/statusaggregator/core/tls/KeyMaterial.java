package org.statusaggregator.core.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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

    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";

    /** Copies the lists. */
    public KeyMaterial {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
    }

    /** The own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * Reads the three files of a certificate folder.
     *
     * @throws IOException if a file is missing, unreadable, or others than its owner may read the key
     * @throws GeneralSecurityException if a file's content is not what it should be, or key and certificate do not belong together
     */
    public static KeyMaterial read(Path folder) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = certificates(folder.resolve(CERTIFICATE_FILE));
        PrivateKey key =
                privateKey(folder.resolve(KEY_FILE), chain.get(0).getPublicKey().getAlgorithm());
        List<X509Certificate> authorities = certificates(folder.resolve(CA_FILE));
        if (!belongTogether(key, chain.get(0))) {
            throw new GeneralSecurityException(folder.resolve(KEY_FILE) + " is not the key of the certificate in "
                    + folder.resolve(CERTIFICATE_FILE) + " (expected: both from one run of certs generate)");
        }
        return new KeyMaterial(key, chain, authorities);
    }

    private static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new CertificateException(file + " holds no certificate (expected: PEM)");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new CertificateException(file + " is no certificate file (expected: PEM): " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(Path file, String algorithm) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file);
        refuseLaxPermissions(file);
        int begin = pem.indexOf(KEY_BEGIN);
        int end = pem.indexOf(KEY_END);
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException(file + " holds no private key (expected: unencrypted PKCS#8 PEM)");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + KEY_BEGIN.length(), end));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static void refuseLaxPermissions(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        Set<PosixFilePermission> owner = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (!owner.containsAll(permissions)) {
            throw new IOException(file + " may be read by others: permissions "
                    + PosixFilePermissions.toString(permissions)
                    + " (expected: rw------- or stricter; chmod 600)");
        }
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        byte[] probe = certificate.getEncoded();
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(probe);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(probe);
        return verifier.verify(signer.sign());
    }
}
