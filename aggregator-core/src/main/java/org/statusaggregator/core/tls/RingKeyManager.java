package org.statusaggregator.core.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows the certificate that its ring holds at the moment of each handshake. */
final class RingKeyManager extends X509ExtendedKeyManager {
    private final KeyRing ring;
    /** The material of each name that was given out: chain and key of one handshake must be of one pair. */
    private volatile Named current;

    /** Material under a name. */
    private record Named(String alias, KeyMaterial material) {
        static Named of(KeyMaterial material) {
            return new Named(
                    "serial-" + material.certificate().getSerialNumber().toString(16), material);
        }
    }

    private volatile @Nullable Named previous;

    RingKeyManager(KeyRing ring) {
        this.ring = ring;
        this.current = Named.of(ring.material());
    }

    private String alias() {
        KeyMaterial newest = ring.material();
        Named held = current;
        if (held.material().equals(newest)) {
            return held.alias();
        }
        Named next = Named.of(newest);
        previous = held;
        current = next;
        return next.alias();
    }

    private @Nullable KeyMaterial material(String alias) {
        Named held = current;
        if (held.alias().equals(alias)) {
            return held.material();
        }
        Named before = previous;
        return before != null && before.alias().equals(alias) ? before.material() : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        KeyMaterial material = material(alias);
        return material == null ? null : material.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        KeyMaterial material = material(alias);
        return material == null ? null : material.key();
    }

    private @Nullable String alias(String... keyTypes) {
        String own = ring.material().key().getAlgorithm();
        for (String type : keyTypes) {
            // "EC", "RSA", but also "EC_EC", "RSASSA-PSS" and "UNKNOWN", as engines happen to ask.
            if (type.startsWith(own) || type.equals("UNKNOWN") || type.startsWith("DHE_" + own)) {
                return alias();
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyTypes);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = alias(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return getClientAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }
}
