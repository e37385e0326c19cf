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
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.audit.Audit;

/** The node's own certificate, refused at the start, and with a sentence, rather than by its peers later. */
final class OwnCertificate {
    private OwnCertificate() {}

    /**
     * Reads the folder and follows it. What is put there later is refused in the same words, and the old certificate stays.
     *
     * @throws IOException if a file is missing or unreadable
     * @throws GeneralSecurityException if the node cannot work with the certificate
     */
    static KeyRing follow(Path folder, String node, InstantSource clock) throws IOException, GeneralSecurityException {
        String file = folder.resolve(KeyMaterial.CERTIFICATE_FILE).toString();
        KeyRing ring = KeyRing.open(folder, material -> require(material, file, node, clock));
        ring.listen(new KeyRing.Listener() {
            @Override
            public void onReloaded(KeyMaterial before, KeyMaterial now) {
                Audit.of("certificates-reloaded")
                        .peer(now.certificate(), null)
                        .about(now.authorities().size() + " CAs, " + now.crls().size()
                                + " lists of revoked certificates")
                        .done();
            }

            @Override
            public void onRefused(String why) {
                Audit.of("certificates-reloaded").failed(why);
            }
        });
        return ring;
    }

    private static void require(KeyMaterial material, String file, String node, InstantSource clock)
            throws GeneralSecurityException {
        X509Certificate certificate = material.certificate();
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
    }
}
