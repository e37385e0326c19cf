package org.statusaggregator.node.grpc;

import com.google.protobuf.Timestamp;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.v1.NodeCertificate;

/** What an administrator is told of the node's own certificate. */
final class CertificateReport {
    private final KeyRing ring;

    CertificateReport(KeyRing ring) {
        this.ring = ring;
    }

    /** Why newer files are not in force; empty if there are none such. */
    String problem() {
        return ring.problem();
    }

    NodeCertificate message() {
        KeyMaterial material = ring.material();
        X509Certificate certificate = material.certificate();
        int revoked = 0;
        for (X509CRL crl : material.crls()) {
            revoked += crl.getRevokedCertificates() == null
                    ? 0
                    : crl.getRevokedCertificates().size();
        }
        return NodeCertificate.newBuilder()
                .setSubject(certificate.getSubjectX500Principal().getName())
                .setSerialNumber(certificate.getSerialNumber().toString(16))
                .setNotAfter(Timestamp.newBuilder()
                        .setSeconds(certificate.getNotAfter().toInstant().getEpochSecond()))
                .setProblem(ring.problem())
                .setRevoked(revoked)
                .build();
    }
}
