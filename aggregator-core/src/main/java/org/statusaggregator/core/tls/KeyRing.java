package org.statusaggregator.core.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A program's key material as it is now. {@link #open} follows a certificate folder: new files count a few seconds after they were put there, for new
 * connections and, through {@link Listener}s, for open ones. Files that do not fit together, or that the program could not work with, are not
 * taken: the ring keeps what it has, says so in the log and in {@link #problem}, and looks again.
 */
public final class KeyRing implements AutoCloseable {
    /** How often the files are looked at. */
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = LogManager.getLogger(KeyRing.class);

    private final @Nullable Path folder;
    private final Check check;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final @Nullable ScheduledExecutorService poller;

    private volatile KeyMaterial material;
    private volatile String problem = "";

    // What follows is used by poll() alone.

    private @Nullable CertificateFiles seen;
    /** What was wrong at the last look, and whether that has been told. */
    private String found = "";

    private boolean told;

    private KeyRing(KeyMaterial material, @Nullable Path folder, Check check, @Nullable CertificateFiles seen) {
        this.material = material;
        this.folder = folder;
        this.check = check;
        this.seen = seen;
        this.poller = folder == null
                ? null
                : Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "certificates");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Whether a program can work with key material. */
    @FunctionalInterface
    public interface Check {
        /** Anything goes. */
        Check NONE = material -> {};

        /**
         * Returns if it can.
         *
         * @throws GeneralSecurityException if not; the message says why
         */
        void require(KeyMaterial material) throws GeneralSecurityException;
    }

    /** Hears of changes, on the ring's thread. */
    public interface Listener {
        /** There is new material, in force from now on. */
        void onReloaded(KeyMaterial before, KeyMaterial now);

        /** The files are not usable and the old material stays; once for each problem. */
        default void onRefused(String why) {}
    }

    /** A ring that never changes. */
    public static KeyRing fixed(KeyMaterial material) {
        return new KeyRing(material, null, Check.NONE, null);
    }

    /**
     * Reads a certificate folder and follows it until {@link #close}, on a daemon thread.
     *
     * @param check what the material must be good for; asked at each change
     * @throws IOException if a file is missing, unreadable, or others than its owner may read the key
     * @throws GeneralSecurityException if the material is not usable
     */
    public static KeyRing open(Path folder, Check check) throws IOException, GeneralSecurityException {
        KeyRing ring = unattended(folder, check);
        if (ring.poller != null) {
            Future<?> unused = ring.poller.scheduleWithFixedDelay(
                    ring::poll, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
        return ring;
    }

    /** The same, but only {@link #poll} looks at the files. */
    static KeyRing unattended(Path folder, Check check) throws IOException, GeneralSecurityException {
        CertificateFiles files = CertificateFiles.read(folder);
        PrivateFiles.refuseLaxPermissions(folder.resolve(KeyMaterial.KEY_FILE));
        KeyMaterial material = files.parse();
        check.require(material);
        return new KeyRing(material, folder, check, files);
    }

    /** The material in force. */
    public KeyMaterial material() {
        return material;
    }

    /** Why the files in the folder are not in force; empty if they are. */
    public String problem() {
        return problem;
    }

    /** Adds somebody who hears of changes. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Looks at the files. Something wrong is believed when it is seen twice: somebody may be copying. */
    void poll() {
        if (folder == null) {
            return;
        }
        try {
            CertificateFiles files = CertificateFiles.read(folder);
            if (files.sameAs(seen) && found.isEmpty()) {
                return;
            }
            PrivateFiles.refuseLaxPermissions(folder.resolve(KeyMaterial.KEY_FILE));
            KeyMaterial next = files.parse();
            check.require(next);
            take(files, next);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            wrong(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private void take(CertificateFiles files, KeyMaterial next) {
        KeyMaterial before = material;
        boolean changed = !next.equals(before);
        seen = files;
        found = "";
        told = false;
        problem = "";
        if (changed) {
            material = next;
            LOG.info("certificates reloaded from {}: {}", folder, next);
            tell(listener -> listener.onReloaded(before, next));
        } else {
            LOG.info("the certificates in {} are as they were before: {}", folder, next);
        }
    }

    private void wrong(String what, Exception cause) {
        if (!what.equals(found)) {
            found = what;
            told = false;
            return;
        }
        if (!told) {
            told = true;
            problem = what;
            LOG.error("new certificates in {} are not usable, the old ones stay: {}", folder, what);
            LOG.debug("why they are not usable", cause);
            tell(listener -> listener.onRefused(what));
        }
    }

    private void tell(Consumer<Listener> news) {
        for (Listener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("somebody who hears of certificates failed; the others still hear", e);
            }
        }
    }

    /** Stops following; the material stays. Further calls do nothing. */
    @Override
    public void close() {
        if (poller != null) {
            poller.shutdownNow();
        }
    }
}
