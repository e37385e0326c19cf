package org.statusaggregator.core.tls;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a TLS handshake failed, in words for the log of whoever has to mend it. For people only: nothing may be decided by it. */
public final class HandshakeFailure {
    /** What the two TLS libraries say, and what it means. */
    private static final Map<String, String> MEANINGS = Map.of(
            "PEER_DID_NOT_RETURN_A_CERTIFICATE", "it showed no certificate",
            "Empty client certificate chain", "it showed no certificate",
            "UNSUPPORTED_PROTOCOL", "it speaks no TLS 1.3",
            "are not accepted by server preferences", "it speaks no TLS 1.3");

    private HandshakeFailure() {}

    /** The reason, in one line if the peer put no line break into its certificate. */
    public static String reason(@Nullable Throwable failure) {
        if (failure == null) {
            return "no TLS";
        }
        RefusedPeerException refused = RefusedPeerException.in(failure);
        if (refused != null) {
            return String.valueOf(refused.getMessage());
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = String.valueOf(failure.getMessage());
        String detail = String.valueOf(root.getMessage());
        String text = reason.contains(detail) ? reason : reason + " (" + detail + ")";
        return MEANINGS.entrySet().stream()
                .filter(meaning -> text.contains(meaning.getKey()))
                .findFirst()
                .map(meaning -> meaning.getValue() + " (" + text + ")")
                .orElse(text);
    }
}
