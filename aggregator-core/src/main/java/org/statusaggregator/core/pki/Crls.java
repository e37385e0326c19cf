package org.statusaggregator.core.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.Extension;

/** Lists of revoked certificates side by side: one for each CA, the one with the greatest number. */
final class Crls {
    private Crls() {}

    /** All of them, of each CA the newest. */
    static List<X509CRL> merge(List<X509CRL> held, List<X509CRL> brought) throws GeneralSecurityException {
        Map<String, X509CRL> newest = new LinkedHashMap<>();
        for (X509CRL crl : both(held, brought)) {
            X509CRL other = newest.get(signer(crl));
            if (other == null || number(crl).compareTo(number(other)) >= 0) {
                newest.put(signer(crl), crl);
            }
        }
        return List.copyOf(newest.values());
    }

    /** @throws RefusedImportException if a list is older than the one of the same CA that is held */
    static void refuseOlder(List<X509CRL> held, List<X509CRL> brought) throws GeneralSecurityException {
        for (X509CRL crl : brought) {
            for (X509CRL other : held) {
                if (signer(crl).equals(signer(other)) && number(crl).compareTo(number(other)) < 0) {
                    throw new RefusedImportException("the list of revoked certificates has number " + number(crl)
                            + ", the store has number " + number(other) + " (expected: a newer one)");
                }
            }
        }
    }

    private static BigInteger number(X509CRL crl) throws GeneralSecurityException {
        return RevocationList.number(crl);
    }

    private static List<X509CRL> both(List<X509CRL> held, List<X509CRL> brought) {
        List<X509CRL> both = new ArrayList<>(held);
        both.addAll(brought);
        return both;
    }

    /** Two CAs may bear one name, the old and the new one for instance; their keys differ. */
    private static String signer(X509CRL crl) {
        byte[] key = crl.getExtensionValue(Extension.authorityKeyIdentifier.getId());
        return crl.getIssuerX500Principal() + " "
                + (key == null ? "" : HexFormat.of().formatHex(key));
    }
}
