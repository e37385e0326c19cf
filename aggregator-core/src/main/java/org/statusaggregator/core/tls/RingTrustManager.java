package org.statusaggregator.core.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts whom its ring's material trusts at the moment of each handshake, if the rule lets them in. */
final class RingTrustManager extends X509ExtendedTrustManager {
    private final KeyRing ring;
    private final PeerRule rule;
    private volatile Verifier verifier;

    /** The JDK's checks (path, dates, purposes, host name) for one material. */
    private record Verifier(KeyMaterial material, X509ExtendedTrustManager jdk) {}

    RingTrustManager(KeyRing ring, PeerRule rule) throws GeneralSecurityException {
        this.ring = ring;
        this.rule = rule;
        this.verifier = verifier(ring.material());
    }

    private static Verifier verifier(KeyMaterial material) throws GeneralSecurityException {
        KeyStore store = SslContexts.emptyStore();
        int number = 0;
        for (X509Certificate authority : material.authorities()) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager jdk) {
                return new Verifier(material, jdk);
            }
        }
        throw new GeneralSecurityException("the JDK has no trust manager for X.509");
    }

    private X509ExtendedTrustManager jdk() throws CertificateException {
        KeyMaterial newest = ring.material();
        Verifier held = verifier;
        if (!held.material().equals(newest)) {
            try {
                held = verifier(newest);
            } catch (GeneralSecurityException e) {
                throw new CertificateException("the trusted CAs cannot be used", e);
            }
            verifier = held;
        }
        return held.jdk();
    }

    /** The JDK's checks, then ours. */
    private void check(X509Certificate[] chain, JdkCheck jdkCheck) throws RefusedPeerException {
        Trust trust = ring.material().trust();
        try {
            askJdk(chain, jdkCheck, trust);
            trust.requireNotRevoked(List.of(chain));
            rule.check(chain[0]);
        } catch (CertificateException e) {
            throw new RefusedPeerException(chain[0], e);
        }
    }

    /** What the JDK refuses is refused; if we find the same, then in our words, which name certificate, day and CAs. */
    private void askJdk(X509Certificate[] chain, JdkCheck jdkCheck, Trust trust) throws CertificateException {
        try {
            jdkCheck.check(jdk());
        } catch (CertificateException e) {
            trust.check(List.of(chain), Instant.now()); // the JDK's clock
            throw e;
        }
    }

    /** One of the JDK's six. */
    @FunctionalInterface
    private interface JdkCheck {
        void check(X509ExtendedTrustManager jdk) throws CertificateException;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, jdk -> jdk.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, jdk -> jdk.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, jdk -> jdk.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, jdk -> jdk.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, jdk -> jdk.checkClientTrusted(chain, authType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, jdk -> jdk.checkServerTrusted(chain, authType));
    }

    /** No hints: some TLS libraries read them once and never again, and a peer would not show the certificate of a CA that came later. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
