package org.statusaggregator.core.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS of the JDK, from our own key material and nothing else: the machine's trusted CAs never count. */
public final class SslContexts {
    private SslContexts() {}

    /**
     * A context whose engines speak TLS 1.3 only, show the certificate that the ring holds when they shake hands, and trust whom it trusts then (PKIX
     * with validity dates, lists of revoked certificates). Whether a server asks for a client certificate is for the engine's user to say.
     *
     * <p>It makes engines only; its socket factories refuse.
     *
     * @param rule whom a connection may be with
     * @throws GeneralSecurityException if the JDK cannot use the key or a certificate
     */
    public static SSLContext tls13(KeyRing ring, PeerRule rule) throws GeneralSecurityException {
        SSLContext jdk = SSLContext.getInstance(Tls13Context.PROTOCOL);
        jdk.init(new KeyManager[] {keys(ring)}, new TrustManager[] {trust(ring, rule)}, null);
        return new Tls13Context(jdk);
    }

    /**
     * The same with key material that stays, for peers of any role.
     *
     * @throws GeneralSecurityException if the JDK cannot use the key or a certificate
     */
    public static SSLContext tls13(KeyMaterial material) throws GeneralSecurityException {
        return tls13(KeyRing.fixed(material), PeerRule.roles(Role.values()));
    }

    /**
     * For the port that browsers and scripts call: TLS 1.2 too, as Windows knows nothing newer before Server 2022. Which ciphers, the port's owner says.
     *
     * @param own whose certificate is shown
     * @param trusted whom a client certificate must come from
     * @param rule whose certificates are taken
     * @throws GeneralSecurityException if the JDK cannot use the key or a certificate
     */
    public static SSLContext forPage(KeyRing own, KeyRing trusted, PeerRule rule) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {keys(own)}, new TrustManager[] {trust(trusted, rule)}, null);
        return context;
    }

    /** For other TLS libraries: shows the certificate that the ring holds at each handshake. */
    public static X509ExtendedKeyManager keys(KeyRing ring) {
        return new RingKeyManager(ring);
    }

    /**
     * For other TLS libraries: trusts whom the ring's material trusts at each handshake, if the rule lets them in.
     *
     * @throws GeneralSecurityException if the JDK cannot use a certificate
     */
    public static X509ExtendedTrustManager trust(KeyRing ring, PeerRule rule) throws GeneralSecurityException {
        return new RingTrustManager(ring, rule);
    }

    static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("the JDK made no empty key store", e);
        }
        return store;
    }
}
