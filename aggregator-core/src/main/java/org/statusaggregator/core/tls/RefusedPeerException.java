package org.statusaggregator.core.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** A peer's certificate that was not accepted in a handshake, and why: for logs, since the peer itself is told next to nothing. */
public final class RefusedPeerException extends CertificateException {
    private final X509Certificate certificate;

    RefusedPeerException(X509Certificate certificate, CertificateException reason) {
        super(deepest(reason), reason);
        this.certificate = certificate;
    }

    /** The certificate that was shown. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The refusal that made a handshake fail, if one did. */
    public static @Nullable RefusedPeerException in(@Nullable Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof RefusedPeerException refused) {
                return refused;
            }
        }
        return null;
    }

    /** The JDK puts what it means into the cause of the cause. */
    private static String deepest(CertificateException reason) {
        Throwable root = reason;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String detail = String.valueOf(root.getMessage());
        String text = String.valueOf(reason.getMessage());
        return text.contains(detail) ? text : text + " (" + detail + ")";
    }
}
