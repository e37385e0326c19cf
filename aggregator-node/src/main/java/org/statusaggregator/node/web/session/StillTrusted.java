package org.statusaggregator.node.web.session;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;

/**
 * Whether certificates that a handshake accepted would be accepted now: connections stay open for hours, resumed ones are not looked at by TLS, and meanwhile a certificate may
 * expire or be revoked, or its authority go. Looks at a certificate once for each state of the ring. Thread-safe.
 */
public final class StillTrusted {
    /** More are never remembered; what is forgotten is looked at again. */
    private static final int MOST = 1_000;

    private final KeyRing ring;
    private final InstantSource clock;
    private final Map<List<X509Certificate>, Look> looks = new ConcurrentHashMap<>();

    /**
     * What was found at a look.
     *
     * @param with the ring's material then
     * @param until when the first of the certificates ends
     * @param problem "" = none
     */
    private record Look(KeyMaterial with, Instant until, String problem) {}

    /**
     * A check.
     *
     * @param ring knows the authorities and what they revoked
     */
    public StillTrusted(KeyRing ring, InstantSource clock) {
        this.ring = ring;
        this.clock = clock;
    }

    /** Why not; "" = they would be accepted. */
    public String problem(List<X509Certificate> chain) {
        KeyMaterial material = ring.material();
        Instant now = clock.instant();
        Look last = looks.get(chain);
        if (last != null && last.with().equals(material) && !now.isAfter(last.until())) {
            return last.problem();
        }
        if (looks.size() >= MOST) {
            looks.clear();
        }
        Look look = new Look(material, end(chain), look(chain, material, now));
        looks.put(List.copyOf(chain), look);
        return look.problem();
    }

    private static String look(List<X509Certificate> chain, KeyMaterial material, Instant now) {
        try {
            material.trust().check(chain, now);
            return "";
        } catch (CertificateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Instant end(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }
}
