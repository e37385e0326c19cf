package org.statusaggregator.core.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The serial numbers that a CA has revoked, with the time of each. Only grows; each list that is signed has a greater number than the one before.
 *
 * @param number of the list, from 0 for none yet
 * @param revoked serial number to time
 */
record RevocationList(BigInteger number, Map<BigInteger, Instant> revoked) {
    static final RevocationList NONE = new RevocationList(BigInteger.ZERO, Map.of());

    RevocationList {
        revoked = Map.copyOf(revoked);
    }

    /** Reads what a list says that was signed before. */
    static RevocationList of(X509CRL crl) throws GeneralSecurityException {
        Map<BigInteger, Instant> revoked = new TreeMap<>();
        if (crl.getRevokedCertificates() != null) {
            for (X509CRLEntry entry : crl.getRevokedCertificates()) {
                revoked.put(entry.getSerialNumber(), entry.getRevocationDate().toInstant());
            }
        }
        return new RevocationList(number(crl), revoked);
    }

    static X509CRL parse(String pem) throws GeneralSecurityException {
        return (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The number that the CA gave a list; 0 for one without. */
    static BigInteger number(X509CRL crl) throws GeneralSecurityException {
        byte @Nullable [] extension = crl.getExtensionValue(Extension.cRLNumber.getId());
        if (extension == null) {
            return BigInteger.ZERO;
        }
        try {
            return ASN1Integer.getInstance(JcaX509ExtensionUtils.parseExtensionValue(extension))
                    .getPositiveValue();
        } catch (IOException e) {
            throw new GeneralSecurityException("the list of revoked certificates has an unreadable number", e);
        }
    }

    /** The next list, with one more serial number. The time of one that is there already stays. */
    RevocationList with(BigInteger serial, Instant now) {
        Map<BigInteger, Instant> more = new TreeMap<>(revoked);
        more.putIfAbsent(serial, now);
        return new RevocationList(number, more);
    }

    /** Signs the list as the next one. It does not run out before its CA: who holds an old list obeys it all the same. */
    X509CRL sign(X509Certificate issuer, PrivateKey key, Instant now) throws GeneralSecurityException {
        X509v2CRLBuilder builder =
                new JcaX509v2CRLBuilder(issuer.getSubjectX500Principal(), Date.from(now.minus(Validity.BACKDATED)));
        builder.setNextUpdate(issuer.getNotAfter());
        revoked.forEach((serial, time) -> builder.addCRLEntry(serial, Date.from(time), 0));
        try {
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number.add(BigInteger.ONE)));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    CertificateWriter.authorityKey(issuer, new JcaX509ExtensionUtils()));
            return new JcaX509CRLConverter()
                    .getCRL(builder.build(new JcaContentSignerBuilder(CertificateWriter.algorithm(key)).build(key)));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException("the list of revoked certificates cannot be signed", e);
        }
    }
}
