package org.statusaggregator.core.pki;

import java.security.GeneralSecurityException;

/** The passphrase does not open the CA's key. */
public final class WrongPassphraseException extends GeneralSecurityException {
    WrongPassphraseException(String file, Exception cause) {
        super(file + ": wrong passphrase (expected: the one that was chosen when this CA was made)", cause);
    }
}
