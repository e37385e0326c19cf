package org.statusaggregator.node;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

/** The node's own certificate, refused at the start, and with a sentence, rather than by its peers later. */
final class OwnCertificate {
    private OwnCertificate() {}

    static KeyMaterial read(Path folder, String node, InstantSource clock)
            throws IOException, GeneralSecurityException {
        KeyMaterial material = KeyMaterial.read(folder);
        X509Certificate certificate = material.certificate();
        String file = folder.resolve(KeyMaterial.CERTIFICATE_FILE).toString();
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            PeerIdentity identity = PeerIdentity.of(certificate);
            if (identity.role() != Role.MEMBER) {
                throw new GeneralSecurityException(
                        file + ": role " + identity.role().unit() + " (expected: member)");
            }
            if (!identity.hasName(node)) {
                throw new GeneralSecurityException(
                        file + ": names " + identity.names() + " (expected: among them node.name, " + node + ")");
            }
        } catch (CertificateExpiredException e) {
            throw new GeneralSecurityException(
                    file + ": expired on " + certificate.getNotAfter().toInstant(), e);
        } catch (CertificateNotYetValidException e) {
            throw new GeneralSecurityException(
                    file + ": not valid before " + certificate.getNotBefore().toInstant(), e);
        } catch (BadIdentityException e) {
            throw new GeneralSecurityException(file + ": " + e.getMessage(), e);
        }
        return material;
    }
}
