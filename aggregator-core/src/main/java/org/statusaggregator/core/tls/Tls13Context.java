package org.statusaggregator.core.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A JDK context narrowed to TLS 1.3: the JDK's own "TLSv1.3" context still lets a peer negotiate TLS 1.2. */
final class Tls13Context extends SSLContext {
    static final String PROTOCOL = "TLSv1.3";

    Tls13Context(SSLContext jdk) {
        super(new Narrowed(jdk), jdk.getProvider(), PROTOCOL);
    }

    private static final class Narrowed extends SSLContextSpi {
        private final SSLContext jdk;

        Narrowed(SSLContext jdk) {
            this.jdk = jdk;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("this context has its keys already (expected: a new one for new keys)");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return narrow(jdk.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return narrow(jdk.createSSLEngine(host, port));
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return narrow(jdk.getDefaultSSLParameters());
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return narrow(jdk.getSupportedSSLParameters());
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException("this TLS context makes engines only, no sockets");
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("this TLS context makes engines only, no server sockets");
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return jdk.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return jdk.getClientSessionContext();
        }

        private static SSLEngine narrow(SSLEngine engine) {
            engine.setEnabledProtocols(new String[] {PROTOCOL});
            return engine;
        }

        private static SSLParameters narrow(SSLParameters parameters) {
            parameters.setProtocols(new String[] {PROTOCOL});
            return parameters;
        }
    }
}
