package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a CA has signed, one file for each certificate, and its list of revoked ones: beside the CA's key, so that certificates can be listed, renewed and
 * revoked when their folders are long gone.
 */
public final class Register {
    private static final String FOLDER = "issued";
    private static final String ENDING = ".pem";
    private static final String CRL = "crl.pem";

    private final Path ca;

    /** The register of the CA below a root folder; it need not exist yet. */
    public Register(Path root) {
        this.ca = root.resolve(CaFolder.NAME);
    }

    /** The file with the list of revoked certificates, to be copied to whoever must obey it. */
    public Path crlFile() {
        return ca.resolve(CRL);
    }

    /**
     * Every certificate that was signed, the oldest first.
     *
     * @throws IOException if a file cannot be read
     * @throws GeneralSecurityException if a file is no certificate; the message names it
     */
    public List<X509Certificate> issued() throws IOException, GeneralSecurityException {
        Path folder = ca.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<X509Certificate> issued = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENDING)).toList()) {
                issued.add(read(file));
            }
        }
        issued.sort(Comparator.comparing(X509Certificate::getNotBefore)
                .thenComparing(X509Certificate::getNotAfter)
                .thenComparing(X509Certificate::getSerialNumber));
        return issued;
    }

    /** The list of revoked certificates as it was signed last, if there is one. */
    public Optional<X509CRL> crl() throws IOException, GeneralSecurityException {
        if (!Files.exists(crlFile())) {
            return Optional.empty();
        }
        return Optional.of(RevocationList.parse(Files.readString(crlFile(), StandardCharsets.US_ASCII)));
    }

    /** Enters a certificate, before it is handed out. */
    public void add(X509Certificate certificate) throws IOException, GeneralSecurityException {
        Path folder = Files.createDirectories(ca.resolve(FOLDER));
        String serial = certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT);
        AtomicFiles.write(folder.resolve(serial + ENDING), Pem.of(List.of(certificate)), WholeFolder.Access.PUBLIC);
    }

    /** Puts a list of revoked certificates in the place of the last one. */
    public void publish(X509CRL crl) throws IOException, GeneralSecurityException {
        AtomicFiles.write(crlFile(), Pem.of("X509 CRL", crl.getEncoded()), WholeFolder.Access.PUBLIC);
    }

    private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
        try {
            return Pem.certificate(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (CertificateException e) {
            throw new CertificateException(file + " is no certificate (expected: PEM)", e);
        }
    }
}
