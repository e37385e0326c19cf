package org.statusaggregator.core.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a certificate folder at one moment: read once, so that what is compared is what is used.
 *
 * @param folder where they are from
 * @param keyFile where the key is from
 * @param certificate of {@link KeyMaterial#CERTIFICATE_FILE}
 * @param key of {@link KeyMaterial#KEY_FILE}
 * @param authorities of {@link KeyMaterial#CA_FILE}
 * @param revoked of {@link KeyMaterial#CRL_FILE}; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by sameAs alone, never shared
record CertificateFiles(Path folder, Path keyFile, byte[] certificate, byte[] key, byte[] authorities, byte[] revoked) {
    /** More than any chain or key needs; a file that is larger is not what it should be. */
    private static final int MOST_BYTES = 1 << 20;
    /** Half a million revoked certificates. */
    private static final int MOST_CRL_BYTES = 20 << 20;

    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";

    /**
     * Reads the files.
     *
     * @throws IOException if one is missing, unreadable or far too large
     */
    static CertificateFiles read(Path folder) throws IOException {
        return read(folder, folder.resolve(KeyMaterial.KEY_FILE));
    }

    /** The same with a key that lies elsewhere. */
    static CertificateFiles read(Path folder, Path keyFile) throws IOException {
        return new CertificateFiles(
                folder,
                keyFile,
                content(folder.resolve(KeyMaterial.CERTIFICATE_FILE), MOST_BYTES),
                content(keyFile, MOST_BYTES),
                content(folder.resolve(KeyMaterial.CA_FILE), MOST_BYTES),
                Files.exists(folder.resolve(KeyMaterial.CRL_FILE))
                        ? content(folder.resolve(KeyMaterial.CRL_FILE), MOST_CRL_BYTES)
                        : new byte[0]);
    }

    boolean sameAs(@Nullable CertificateFiles other) {
        return other != null
                && Arrays.equals(certificate, other.certificate)
                && Arrays.equals(key, other.key)
                && Arrays.equals(authorities, other.authorities)
                && Arrays.equals(revoked, other.revoked);
    }

    /**
     * What the bytes mean. Permissions are not looked at.
     *
     * @throws GeneralSecurityException if a file's content is not what it should be, or the files do not belong together
     */
    KeyMaterial parse() throws GeneralSecurityException {
        Path certificateFile = folder.resolve(KeyMaterial.CERTIFICATE_FILE);
        List<X509Certificate> chain = certificates(certificateFile, certificate);
        PrivateKey privateKey = privateKey(chain.get(0).getPublicKey().getAlgorithm());
        Path caFile = folder.resolve(KeyMaterial.CA_FILE);
        KeyMaterial material = new KeyMaterial(
                privateKey, chain, certificates(caFile, authorities), crls(folder.resolve(KeyMaterial.CRL_FILE)));
        if (!material.keyFits()) {
            throw notTheKey(null);
        }
        material.requireOwnCrls(folder.resolve(KeyMaterial.CRL_FILE));
        return material;
    }

    private static List<X509Certificate> certificates(Path file, byte[] content) throws CertificateException {
        List<X509Certificate> certificates;
        try {
            certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content))
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

    private List<X509CRL> crls(Path file) throws GeneralSecurityException {
        if (revoked.length == 0) {
            return List.of();
        }
        List<X509CRL> crls;
        try {
            crls = CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(revoked)).stream()
                    .map(X509CRL.class::cast)
                    .toList();
        } catch (CRLException e) {
            throw new CRLException(file + " is no list of revoked certificates (expected: PEM): " + e.getMessage(), e);
        }
        if (crls.isEmpty()) {
            throw new CRLException(file + " holds no list of revoked certificates (expected: PEM, X509 CRL)");
        }
        return crls;
    }

    private PrivateKey privateKey(String algorithm) throws GeneralSecurityException {
        Path file = keyFile;
        String pem = new String(key, StandardCharsets.ISO_8859_1);
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
            throw notTheKey(e);
        }
    }

    private GeneralSecurityException notTheKey(@Nullable Exception cause) {
        return new GeneralSecurityException(
                keyFile + " is not the key of the certificate in "
                        + folder.resolve(KeyMaterial.CERTIFICATE_FILE)
                        + " (expected: both from one run of certs generate)",
                cause);
    }

    private static byte[] content(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new IOException(file + " is larger than " + most + " bytes (expected: a certificate file)");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw (IOException) new NoSuchFileException(
                            file.toString(),
                            null,
                            "no such file (expected: a certificate folder with " + KeyMaterial.CERTIFICATE_FILE + ", "
                                    + KeyMaterial.KEY_FILE + " and " + KeyMaterial.CA_FILE + ")")
                    .initCause(e);
        }
    }
}
