package org.statusaggregator.node;

import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.node.roster.RosterStore;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;

/** Makes the view look at every roster: slowly all the time, so that a lost hint heals, and at once when the cluster changed. */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Rounds.class);
    private static final long PERIOD_SECONDS = 5;

    private final RosterStore store;
    private final StatusView view;
    private final ViewLoop loop;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "round");
        thread.setDaemon(true);
        return thread;
    });

    Rounds(RosterStore store, StatusView view, ViewLoop loop) {
        this.store = store;
        this.view = view;
        this.loop = loop;
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(this::now, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    /** Soon, once for any number of calls. */
    void soon() {
        if (!executor.isShutdown() && asked.compareAndSet(false, true)) {
            executor.execute(this::now);
        }
    }

    private void now() {
        asked.set(false);
        try {
            Set<String> known = store.cicServers();
            loop.execute(() -> view.round(known));
        } catch (RuntimeException e) {
            LOG.info("a round over the rosters failed, the next one follows: {}", e.toString());
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
