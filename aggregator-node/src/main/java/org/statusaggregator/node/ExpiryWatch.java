package org.statusaggregator.node;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;

/** Warns in the log, twice a day, from 30 days before the node's certificate, an intermediate or a CA that it trusts ends. */
final class ExpiryWatch implements AutoCloseable {
    static final Duration SOON = Duration.ofDays(30);

    private static final Logger LOG = LogManager.getLogger(ExpiryWatch.class);
    private static final long HOURS = 12;

    private final KeyRing ring;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "certificate-expiry");
        thread.setDaemon(true);
        return thread;
    });

    ExpiryWatch(KeyRing ring, InstantSource clock) {
        this.ring = ring;
        this.clock = clock;
        Future<?> unused = timer.scheduleWithFixedDelay(this::look, 0, HOURS, TimeUnit.HOURS);
    }

    private void look() {
        KeyMaterial material = ring.material();
        for (X509Certificate certificate : material.chain()) {
            warning(certificate, clock.instant()).ifPresent(LOG::warn);
        }
        for (X509Certificate authority : material.authorities()) {
            warning(authority, clock.instant()).ifPresent(LOG::warn);
        }
    }

    static Optional<String> warning(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        Duration left = Duration.between(now, end);
        if (left.compareTo(SOON) > 0) {
            return Optional.empty();
        }
        String subject = "the certificate " + certificate.getSubjectX500Principal();
        return Optional.of(
                left.isNegative()
                        ? subject + " expired at " + end
                        : subject + " ends in " + left.toDays() + " days, at " + end
                                + " (expected: a new one by then; aggregator certs renew)");
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
