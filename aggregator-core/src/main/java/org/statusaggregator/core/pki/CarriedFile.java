package org.statusaggregator.core.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * One file for a store that has a certificate already: CAs to trust from now on, or lists of revoked certificates.
 *
 * @param authorities empty if the file holds lists
 * @param crls empty if the file holds CAs
 */
public record CarriedFile(List<X509Certificate> authorities, List<X509CRL> crls) {
    private static final long MOST_BYTES = 20L << 20;

    /**
     * Reads a PEM file.
     *
     * @throws IOException if there is none, or it is larger than 20 MB
     * @throws RefusedImportException if it holds neither, or a certificate that is no CA's
     */
    public static CarriedFile read(Path file) throws IOException, GeneralSecurityException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is larger than " + MOST_BYTES + " bytes (expected: a PEM file)");
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.contains("-----BEGIN X509 CRL-----")) {
            return new CarriedFile(List.of(), crls(file, text));
        }
        List<X509Certificate> certificates = Pem.certificates(text, file);
        for (X509Certificate certificate : certificates) {
            if (certificate.getBasicConstraints() < 0) {
                throw new RefusedImportException(
                        "certificate " + certificate.getSubjectX500Principal() + " is no CA's (expected: CAs only)");
            }
        }
        return new CarriedFile(certificates, List.of());
    }

    /**
     * Puts it into a store.
     *
     * @throws RefusedImportException if the store could not work with it
     */
    public CertificateStore.Outcome into(CertificateStore store, Instant now)
            throws IOException, GeneralSecurityException {
        return crls.isEmpty() ? store.installAuthorities(authorities, now) : store.installCrls(crls);
    }

    private static List<X509CRL> crls(Path file, String text) throws GeneralSecurityException {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCRLs(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .stream()
                    .map(X509CRL.class::cast)
                    .toList();
        } catch (CRLException e) {
            throw new RefusedImportException(file + " is no list of revoked certificates: " + e.getMessage(), e);
        }
    }

    /** What it is, in words. */
    @Override
    public String toString() {
        return crls.isEmpty()
                ? "the trusted CAs "
                        + authorities.stream()
                                .map(X509Certificate::getSubjectX500Principal)
                                .toList()
                : "the list of revoked certificates by "
                        + crls.stream().map(X509CRL::getIssuerX500Principal).toList();
    }
}
