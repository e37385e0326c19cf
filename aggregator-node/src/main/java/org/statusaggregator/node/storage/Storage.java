package org.statusaggregator.node.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the parts of a node that are to survive a stop of the whole cluster on this node's disk. A thread of its own asks each part several times a
 * second what is new and brings it to the disk. A disk that fails is tried again and again; the node works on without it.
 */
public final class Storage implements AutoCloseable {
    /** Between two rounds; with the writing itself, the disk stays less than a second behind. */
    static final Duration ROUND = Duration.ofMillis(500);

    /** Doubled with each failure. */
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final long STOP_SECONDS = 10;
    /** So many rounds that changed something lie between two times of tidying up. */
    private static final int ROUNDS_TO_TIDY = 40;

    private static final Logger LOG = LogManager.getLogger(Storage.class);

    private final StorageSettings settings;
    private final StoreOpener opener;
    private final CountDownLatch stop = new CountDownLatch(1);
    private List<StoragePart> parts = List.of();
    private @Nullable Thread thread;
    private volatile StorageHealth health = StorageHealth.WRITING;
    // only the thread:
    private @Nullable StoreFile file;
    private Duration retry = FIRST_RETRY;
    private int changedRounds;

    private Storage(StorageSettings settings, StoreOpener opener) {
        this.settings = settings;
        this.opener = opener;
    }

    /**
     * Takes the folder. A folder that cannot be written to is told in the log, and tried again later.
     *
     * @throws StorageInUseException if another process has it
     */
    public static Storage open(StorageSettings settings) throws StorageInUseException {
        return open(settings, InstantSource.system());
    }

    static Storage open(StorageSettings settings, InstantSource clock) throws StorageInUseException {
        Storage storage = new Storage(settings, new StoreOpener(settings, clock));
        try {
            storage.opener.take();
        } catch (StorageInUseException e) {
            throw e;
        } catch (IOException e) {
            storage.failed(e);
        }
        return storage;
    }

    /** Lets somebody read what was stored before this start; does nothing if there is nothing that can be believed. Before {@link #start}. */
    public void read(Consumer<StoredMaps> reader) {
        try (StoreFile stored = opener.openToRead()) {
            if (stored != null) {
                reader.accept(stored);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /** From now on the parts are stored. */
    public void start(List<StoragePart> stored) {
        parts = List.copyOf(stored);
        Thread started = new Thread(this::run, "storage");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Whether what the node knows reaches the disk. */
    public StorageHealth health() {
        return health;
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = tryRound() ? ROUND : retry;
            }
            StoreFile written = tryRound() ? file : null;
            if (written != null) {
                written.close();
                LOG.info("{} is up to date", settings.file());
            }
        } catch (InterruptedException e) { // nobody does that
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private boolean tryRound() {
        try {
            round();
            if (health.state() == StorageHealth.State.FAILING) {
                LOG.warn("{}: is written again", settings.file());
                health = StorageHealth.WRITING;
            }
            retry = FIRST_RETRY;
            return true;
        } catch (IOException | RuntimeException | AssertionError e) {
            abandon();
            failed(e);
            return false;
        }
    }

    private void round() throws IOException {
        StoreFile open = file;
        if (open == null) {
            open = opener.openToWrite();
            file = open;
            for (StoragePart part : parts) {
                part.begin(open);
            }
        }
        if (!Files.exists(settings.file())) { // what goes into a deleted file is lost, and nothing else says so
            throw new NoSuchFileException("the file is gone");
        }
        for (StoragePart part : parts) {
            part.write(open);
        }
        if (open.commit() && ++changedRounds % ROUNDS_TO_TIDY == 0) {
            open.tidy();
        }
    }

    private void abandon() {
        StoreFile failed = file;
        file = null;
        if (failed != null) {
            try {
                failed.abandon();
            } catch (RuntimeException e) {
                LOG.debug("closing {} failed", settings.file(), e);
            }
        }
    }

    /** Told once for each problem, not at each try. */
    private void failed(Throwable failure) {
        String problem = settings.file() + ": " + StoreOpener.text(failure);
        if (!health.problem().equals(problem)) {
            LOG.error(
                    "what the cluster knows does not reach the disk, and a full stop would lose what changes from now on: {}; trying again",
                    problem);
            LOG.debug("in detail", failure);
        }
        health = StorageHealth.failing(problem);
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
    }

    /** Brings the last changes to the disk, and gives the folder free. */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (thread != null) {
                thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            }
            opener.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.info("giving {} free failed: {}", settings.folder(), e.toString());
        }
    }
}
