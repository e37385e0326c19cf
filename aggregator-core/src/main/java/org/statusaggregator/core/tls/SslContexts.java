package org.statusaggregator.core.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS of the JDK, from our own key material and nothing else: the machine's trusted CAs never count. */
public final class SslContexts {
    private SslContexts() {}

    /**
     * A context whose engines speak TLS 1.3 only, show the material's certificate, and trust what leads to its authorities (PKIX, with validity
     * dates). Whether a server asks for a client certificate, and whether the peer's name or role fits, is for the engine's user to say.
     *
     * <p>It makes engines only; its socket factories refuse.
     *
     * @throws GeneralSecurityException if the JDK cannot use the key or a certificate
     */
    public static SSLContext tls13(KeyMaterial material) throws GeneralSecurityException {
        SSLContext jdk = SSLContext.getInstance(Tls13Context.PROTOCOL);
        jdk.init(keys(material).getKeyManagers(), trust(material).getTrustManagers(), null);
        return new Tls13Context(jdk);
    }

    /**
     * The same for the port that browsers and scripts call: TLS 1.2 too, as Windows knows nothing newer before Server 2022. Which ciphers, the port's owner says.
     *
     * @throws GeneralSecurityException if the JDK cannot use the key or a certificate
     */
    public static SSLContext forPage(KeyMaterial material) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(material).getKeyManagers(), trust(material).getTrustManagers(), null);
        return context;
    }

    private static KeyManagerFactory keys(KeyMaterial material) throws GeneralSecurityException {
        char[] inMemoryOnly = "in memory only".toCharArray();
        KeyStore store = emptyStore();
        store.setKeyEntry("own", material.key(), inMemoryOnly, material.chain().toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, inMemoryOnly);
        return factory;
    }

    private static TrustManagerFactory trust(KeyMaterial material) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        int number = 0;
        for (X509Certificate authority : material.authorities()) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("the JDK made no empty key store", e);
        }
        return store;
    }
}
