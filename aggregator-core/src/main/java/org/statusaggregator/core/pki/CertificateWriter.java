package org.statusaggregator.core.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.statusaggregator.core.tls.Role;

/** The X.509 form of what the CA signs: subjects, extensions, serial numbers, dates. */
final class CertificateWriter {
    private static final int SERIAL_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate issuer;
    private final PrivateKey issuerKey;

    CertificateWriter(X509Certificate issuer, PrivateKey issuerKey) {
        this.issuer = issuer;
        this.issuerKey = issuerKey;
    }

    /** A self-signed CA certificate below which no other CA may stand. */
    static X509Certificate authority(String organisation, KeyPair pair, Instant now) throws GeneralSecurityException {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, organisation + " Status Aggregator CA")
                .build();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                serial(),
                Date.from(now.minus(Validity.BACKDATED)),
                Date.from(now.plus(Validity.AUTHORITY)),
                name,
                pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        } catch (CertIOException e) {
            throw new GeneralSecurityException("the CA certificate cannot be encoded", e);
        }
        return sign(builder, pair.getPrivate());
    }

    X509Certificate issue(CertificateProfile profile, PublicKey key, Instant now) throws GeneralSecurityException {
        // The issuer's name comes from its encoding: built anew from text, its parts might change order or type.
        X500Name issuerName =
                X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.OU, profile.role().unit())
                .addRDN(BCStyle.CN, profile.name())
                .build();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuerName,
                serial(),
                Date.from(now.minus(Validity.BACKDATED)),
                Date.from(now.plus(profile.validity())),
                subject,
                key);
        try {
            addExtensions(builder, profile, key);
        } catch (CertIOException e) {
            throw new GeneralSecurityException("the certificate of " + profile.name() + " cannot be encoded", e);
        }
        return sign(builder, issuerKey);
    }

    private void addExtensions(X509v3CertificateBuilder builder, CertificateProfile profile, PublicKey key)
            throws GeneralSecurityException, CertIOException {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, purposes(profile.role()));
        builder.addExtension(Extension.authorityKeyIdentifier, false, authorityKey(issuer, identifiers));
        builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
        List<GeneralName> names = new ArrayList<>();
        profile.dnsNames().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        for (InetAddress address : profile.addresses()) {
            names.add(new GeneralName(GeneralName.iPAddress, address.getHostAddress()));
        }
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
        }
    }

    /** The issuer's key and not its certificate, so that a CA that is renewed with its key still fits what it issued before. */
    static AuthorityKeyIdentifier authorityKey(X509Certificate issuer, JcaX509ExtensionUtils identifiers)
            throws CertIOException {
        byte[] encoded = issuer.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        if (encoded == null) {
            return identifiers.createAuthorityKeyIdentifier(issuer.getPublicKey());
        }
        try {
            return new AuthorityKeyIdentifier(
                    SubjectKeyIdentifier.getInstance(JcaX509ExtensionUtils.parseExtensionValue(encoded))
                            .getKeyIdentifier());
        } catch (IOException e) {
            throw new CertIOException("the CA's own key identifier is unreadable", e);
        }
    }

    /** An admin's certificate has no host names, and then a client may take its CN for one: it must not serve. */
    private static ExtendedKeyUsage purposes(Role role) {
        return role == Role.ADMIN
                ? new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)
                : new ExtendedKeyUsage(
                        new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        String algorithm = algorithm(key);
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("the JDK cannot sign with " + algorithm, e);
        }
    }

    static String algorithm(PrivateKey key) {
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).max(BigInteger.ONE);
    }
}
