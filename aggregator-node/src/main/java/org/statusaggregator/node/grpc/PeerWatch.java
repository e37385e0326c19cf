package org.statusaggregator.node.grpc;

import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.node.audit.Audit;

/**
 * Looks at the peers of open connections again: each second at their certificates' days, and after a reload at all that a handshake looks at. Who would not be let in
 * any more is cut off. One thread, {@code peers}.
 */
final class PeerWatch implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(PeerWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final KeyRing ring;
    private final InstantSource clock;
    private final Arrivals arrivals;
    private final Set<Peer> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "peers");
        thread.setDaemon(true);
        return thread;
    });
    /** What the last look was with; used by the timer's thread alone. */
    private KeyMaterial last;

    PeerWatch(KeyRing ring, InstantSource clock, Arrivals arrivals) {
        this.ring = ring;
        this.clock = clock;
        this.arrivals = arrivals;
        this.last = ring.material();
        Future<?> unused = timer.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A peer that passed the handshake. TLS does not look at the certificate when a session is resumed, so it is looked at here. */
    void arrived(Peer peer) {
        open.add(peer);
        check(peer, ring.material(), clock.instant());
    }

    void left(Peer peer) {
        open.remove(peer);
    }

    private void look() {
        try {
            KeyMaterial material = ring.material();
            Instant now = clock.instant();
            boolean reloaded = !material.equals(last);
            last = material;
            for (Peer peer : open) {
                if (reloaded || now.isAfter(peer.validUntil())) {
                    check(peer, material, now);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("the peers could not be looked at; they will be again in {}", INTERVAL, e);
        }
    }

    private void check(Peer peer, KeyMaterial material, Instant now) {
        if (!peer.isKnown()) {
            return;
        }
        try {
            material.trust().check(peer.chain(), now);
        } catch (CertificateException e) {
            String reason = String.valueOf(e.getMessage());
            if (peer.distrust(reason)) {
                LOG.warn("{} at {} is cut off: {}", peer.identity().name(), peer.address(), reason);
                Audit.of("connection-ended")
                        .port("grpc")
                        .peer(peer.certificate(), peer.address())
                        .about(peer.identity().name())
                        .refused(reason);
            }
            arrivals.end(peer.address());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
