package org.statusaggregator.node.cluster.tls;

import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.HandshakeFailure;
import org.statusaggregator.core.tls.RefusedPeerException;

/**
 * Why a link with a peer ended against somebody's will.
 *
 * @param subject the subject of the peer's certificate, or {@link #UNKNOWN}
 * @param reason one line
 * @param certificate the peer's certificate, if it was seen
 */
record Refusal(String subject, String reason, @Nullable X509Certificate certificate) {
    /** The subject of a peer whose certificate was not seen, or not passed on by the engine. */
    static final String UNKNOWN = "not known";

    /** Peers choose part of these words: a line break in them must not forge a second line of the log. */
    Refusal {
        subject = oneLine(subject);
        reason = oneLine(reason);
    }

    /** A refusal of a peer that is not known. */
    Refusal(String subject, String reason) {
        this(subject, reason, null);
    }

    static Refusal of(Exception failure, @Nullable X509Certificate peer) {
        Throwable root = failure;
        RefusedPeerException refused = RefusedPeerException.in(failure);
        X509Certificate certificate = refused == null ? peer : refused.certificate();
        while (root.getCause() != null) {
            root = root.getCause();
            if (certificate == null && root instanceof CertPathValidatorException path) {
                certificate = first(path);
            }
        }
        return new Refusal(
                certificate == null
                        ? UNKNOWN
                        : certificate.getSubjectX500Principal().getName(),
                HandshakeFailure.reason(failure),
                certificate);
    }

    private static @Nullable X509Certificate first(CertPathValidatorException path) {
        List<? extends Certificate> certificates =
                path.getCertPath() == null ? List.of() : path.getCertPath().getCertificates();
        return certificates.isEmpty() ? null : (X509Certificate) certificates.get(0);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
