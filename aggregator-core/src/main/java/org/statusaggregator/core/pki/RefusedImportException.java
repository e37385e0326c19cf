package org.statusaggregator.core.pki;

import java.security.GeneralSecurityException;

/** A certificate that must not be imported; the message is the reason. Nothing was changed. */
public final class RefusedImportException extends GeneralSecurityException {
    RefusedImportException(String reason) {
        super(reason);
    }

    RefusedImportException(String reason, Exception cause) {
        super(reason, cause);
    }
}
