package org.statusaggregator.cli.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.FileFailure;
import org.statusaggregator.core.tls.KeyMaterial;

/** Certificates that an argument names: those of a PEM file, or of a certificate folder. */
final class PemSource {
    private static final int MOST_BYTES = 1 << 20;

    private PemSource() {}

    /**
     * At least one certificate, a server's own first.
     *
     * @throws CommandFailure if there is none
     */
    static List<X509Certificate> certificates(Path source) throws GeneralSecurityException {
        Path file = Files.isDirectory(source) ? source.resolve(KeyMaterial.CERTIFICATE_FILE) : source;
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(in.readNBytes(MOST_BYTES)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new CommandFailure(ExitCode.USAGE, file + " holds no certificate (expected: PEM)");
            }
            return certificates;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    FileFailure.sentence(e) + " (expected: a certificate file, or a folder with certificate.pem)",
                    e);
        } catch (CertificateException e) {
            throw new CommandFailure(ExitCode.USAGE, file + " is no certificate (expected: PEM)", e);
        }
    }
}
