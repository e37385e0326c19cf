package org.statusaggregator.core.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * Whose certificates are accepted: those that lead to one of these CAs, on a day on which they are valid, unless a CA has revoked them. A list of
 * revoked certificates that is older than it should be still counts.
 *
 * @param authorities the CAs
 * @param crls their lists of revoked certificates; their signatures have been verified
 */
public record Trust(List<X509Certificate> authorities, List<X509CRL> crls) {
    /** Copies the lists. */
    public Trust {
        authorities = List.copyOf(authorities);
        crls = List.copyOf(crls);
    }

    /**
     * Returns if a peer's certificate is accepted.
     *
     * @param chain the peer's own certificate first, then what it sent with it
     * @throws CertificateException if it is not; the message is the reason
     */
    public void check(List<X509Certificate> chain, Instant now) throws CertificateException {
        requireValid(chain.get(0), now);
        for (Certificate certificate : path(chain, now)) {
            requireNotRevoked((X509Certificate) certificate);
        }
    }

    /**
     * Returns if none of the certificates has been revoked.
     *
     * @throws CertificateException if one has; the message says when
     */
    void requireNotRevoked(List<X509Certificate> chain) throws CertificateException {
        for (X509Certificate certificate : chain) {
            requireNotRevoked(certificate);
        }
    }

    private void requireNotRevoked(X509Certificate certificate) throws CertificateException {
        for (X509CRL crl : crls) {
            if (crl.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())) {
                X509CRLEntry entry = crl.getRevokedCertificate(certificate.getSerialNumber());
                if (entry != null) {
                    throw new CertificateException("certificate " + certificate.getSubjectX500Principal()
                            + " (serial " + certificate.getSerialNumber().toString(16) + ") was revoked on "
                            + entry.getRevocationDate().toInstant());
                }
            }
        }
    }

    private static void requireValid(X509Certificate certificate, Instant now) throws CertificateException {
        String subject = "certificate " + certificate.getSubjectX500Principal();
        try {
            certificate.checkValidity(Date.from(now));
        } catch (CertificateExpiredException e) {
            throw new CertificateException(
                    subject + " expired on " + certificate.getNotAfter().toInstant(), e);
        } catch (CertificateNotYetValidException e) {
            throw new CertificateException(
                    subject + " is not valid before "
                            + certificate.getNotBefore().toInstant(),
                    e);
        }
    }

    private List<? extends Certificate> path(List<X509Certificate> chain, Instant now) throws CertificateException {
        Set<TrustAnchor> anchors = new HashSet<>();
        authorities.forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
        X509CertSelector leaf = new X509CertSelector();
        leaf.setCertificate(chain.get(0));
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, leaf);
            parameters.setRevocationEnabled(false); // by requireNotRevoked: the JDK insists on a list of each CA
            parameters.setDate(Date.from(now));
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            PKIXCertPathBuilderResult result = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            return result.getCertPath().getCertificates();
        } catch (CertPathBuilderException | InvalidAlgorithmParameterException e) {
            throw new CertificateException(noPath(chain), e);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the JDK cannot build certificate paths", e);
        }
    }

    private String noPath(List<X509Certificate> chain) {
        X500Principal subject = chain.get(0).getSubjectX500Principal();
        X500Principal issuer = chain.get(0).getIssuerX500Principal();
        List<X500Principal> trusted = authorities.stream()
                .map(X509Certificate::getSubjectX500Principal)
                .toList();
        boolean selfSigned = subject.equals(issuer);
        boolean bare = chain.size() == 1 && !selfSigned && !trusted.contains(issuer);
        return "certificate " + subject + (selfSigned ? ", self-signed," : " by " + issuer)
                + " leads to none of the trusted CAs " + trusted
                + (bare ? "; it came without intermediates" : "");
    }
}
