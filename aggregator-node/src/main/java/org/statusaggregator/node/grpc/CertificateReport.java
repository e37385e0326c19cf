package org.statusaggregator.node.grpc;

import com.google.protobuf.Timestamp;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
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
        long listed = 0;
        for (X509CRL crl : material.crls()) {
            listed = Math.max(listed, crl.getThisUpdate().toInstant().getEpochSecond());
            revoked += crl.getRevokedCertificates() == null
                    ? 0
                    : crl.getRevokedCertificates().size();
        }
        NodeCertificate.Builder report = NodeCertificate.newBuilder();
        if (listed > 0) {
            report.setRevocationsFrom(Timestamp.newBuilder().setSeconds(listed));
        }
        return report.setSubject(certificate.getSubjectX500Principal().getName())
                .setSerialNumber(certificate.getSerialNumber().toString(16))
                .setNotAfter(Timestamp.newBuilder()
                        .setSeconds(certificate.getNotAfter().toInstant().getEpochSecond()))
                .setAuthoritiesUntil(Timestamp.newBuilder().setSeconds(firstEnd(material.authorities())))
                .setProblem(ring.problem())
                .setRevoked(revoked)
                .build();
    }

    private static long firstEnd(List<X509Certificate> authorities) {
        return authorities.stream()
                .mapToLong(authority -> authority.getNotAfter().toInstant().getEpochSecond())
                .min()
                .orElse(0);
    }
}
